cimport cython

from namenorm.kernel._pointers cimport doubles, ints, longs, whole
from namenorm.kernel.index cimport Best, TokenIndex
from namenorm.kernel.parts cimport Names

cdef int _COMMON, _NEIGHBOURS, _SLOTS, _MOST_ASKS, _MOST_TOLD, _FEW, _ENOUGH, _OF_NAME, _MANY, _BLOCK, _WORDS
cdef int _ALTERNATIVE, _NAME, _NUMERAL, _POSSESSOR
cdef double _WORTH, _WORTH_OF_CONCEPTS, _MUCH_LESS


@cython.final
cdef class NameFinder:
    cdef Best best
    cdef Names names
    cdef const int[::1] starts, holders, concept_starts, concept_holders
    cdef int[::1] word_starts, word_ends, words, word_tokens
    cdef unsigned char[::1] word_roles
    cdef int[::1] marks, seen, touched, shares, slot_rounds, slot_first, told_next, told_ask, ask_first, ask_round
    cdef long long[::1] slot_keys, told_key, best_names
    cdef double[::1] told_nats, ask_most, ask_best, known_totals
    cdef public int capped
    cdef int round, scored, tells_names, mark
    cdef readonly int asks, told, found

    cpdef begin(self)
    cpdef ask(self)

    cpdef tell(self, const int[::1] tokens, const double[::1] likely, int n, double info)

    @cython.locals(k=int, token=int, nats=double)
    cdef tell_all(self, int* tokens, double* likely, int n, double info)

    cpdef tell_concept(self, int concept, double nats)

    @cython.locals(n=int, k=int)
    cpdef tell_names(self, list names, double nats)

    @cython.locals(held=int, of_second=int)
    cpdef tell_neighbours(self, TokenIndex tokens, int first, int second, double likely, double info)

    @cython.locals(held=int, p=int)
    cdef int _held(self, TokenIndex tokens, int key) noexcept

    @cython.locals(p=int)
    cdef void _mark(self, TokenIndex tokens, int key) noexcept

    @cython.locals(p=int, token=int, holder=int, beside=int, nats=double)
    cdef _tell_beside(self, TokenIndex tokens, int key, int step, double likely, double info)

    @cython.locals(start=int, end=int, at=int, beside=int)
    cdef int _beside(self, int name, int token, int step) noexcept

    @cython.locals(ask=int, at=int)
    cdef _add(self, long long key, double nats)

    @cython.locals(at=int)
    cdef inline int _slot(self, long long key) noexcept

    @cython.locals(rest=double, best=double, a=int, kept=int, scored=int, largest=int, telling=int, name=int, shared=double, part=int,
                   t=int, k=int, gathered=int, told=double, worth_following=double)
    cpdef int collect(self, double total, int most, int few, double worth, int[::1] out, int[::1] parts) except -1

    @cython.locals(names=cython.p_longlong, kept=int, k=int)
    cdef int _keep(self, int scored, int least, int most) noexcept

    @cython.locals(best=int, a=int)
    cdef int _most_telling(self) noexcept

    @cython.locals(least=double, t=int)
    cdef _follow(self, int ask)

    cdef int _holders(self, long long key) noexcept
    cdef _touch_holders(self, long long key)

    @cython.locals(p=int)
    cdef _touch_all(self, const int[::1] holders, int start, int end)

    cdef inline void _touch(self, int name) noexcept

    @cython.locals(names=Names, count=int, k=int, name=int, words=int, at=int)
    cdef int _gather(self, int first) noexcept

    @cython.locals(tokens=cython.p_int, shared=double, word=int, role=int)
    cdef double _shared(self, int k, int name) noexcept

    @cython.locals(shared=double, at=int, mark=int)
    cdef double _shared_concepts(self, int k) noexcept

    @cython.locals(more=double, at=int, t=int, ask=int)
    cdef inline double _told_by(self, long long key) noexcept
