cimport cython

from namenorm.kernel._pointers cimport doubles, ints, longs
from namenorm.kernel.gluing cimport Asked, Gluer
from namenorm.kernel.parts cimport Mentioned, Names, Parts
from namenorm.kernel.rows cimport Sounds
from namenorm.kernel.sounds cimport SoundMaker
from namenorm.kernel.tokens cimport TokenJudge

cdef int _MOST, _NAME, _PARTICLE, _LEGAL_FORM, _INITIAL, _NUMERAL, _POSSESSOR, _SPACELESS
cdef int _SHORTEST, _LONGEST_SHORT, _SLOTS, _TOKENS, _LONGEST, _TRADITIONS
cdef double _SOLID, _SOLID_GLUED, _SAME_INITIAL, _SAME_CONCEPT, _SAME_SYLLABLES, _OTHER_SYLLABLES, _NEVER
cdef unsigned long long _ALL, _ONE


cdef class Aligner:
    cdef Names names
    cdef object new_judge
    cdef Mentioned spoken
    cdef Asked asked
    cdef Sounds tell
    cdef list judges
    cdef SoundMaker maker
    cdef Gluer gluer
    cdef Parts mention, plain, marked, alias
    cdef const int[::1] known
    cdef int taken, marks_read, round, kept, pairs, shared
    cdef long long[::1] keys, ways
    cdef int[::1] rounds, pair_short, letters
    cdef double[::1] found, matrix, pair_p
    cdef unsigned long long[::1] pair_left, pair_right, same

    cpdef take(self, Mentioned mention, const int[::1] known)
    cdef void forget(self) noexcept

    @cython.locals(judge=TokenJudge)
    cpdef TokenJudge token_judge(self, int token)

    @cython.locals(key=cython.longlong)
    cpdef remember(self, int token, int other, double p)

    @cython.locals(k=int)
    cdef remember_all(self, int token, int* others, double* likely, int n)

    @cython.locals(key=cython.longlong, at=int, p=double, judge=TokenJudge)
    cpdef double probability(self, int token, int other) except -1

    @cython.locals(at=int)
    cdef inline void _keep(self, long long key, double value) noexcept

    @cython.locals(at=int)
    cdef inline int _slot(self, long long key) noexcept

    @cython.locals(key=cython.longlong, at=int)
    cdef int _same_syllables(self, int token, int other) except -1

    @cython.locals(tell=Sounds, ones=cython.p_int, others=cython.p_int, at=int, place=int)
    cdef int _may_be_one(self, int token, int other) except -1

    cpdef align(self, int name, int is_org)

    @cython.locals(mention=Parts, alias=Parts, matrix=cython.p_double, right=cython.ulonglong, unsure=cython.ulonglong, same=cython.ulonglong,
                   settled=cython.ulonglong, i=int, j=int, p=double)
    cdef _compare_parts(self)

    @cython.locals(mention=Parts, alias=Parts, found=cython.ulonglong, token=int, j=int)
    cdef unsigned long long _same_as(self, int i) noexcept

    @cython.locals(a=int, b=int, best=double, x=int, y=int, p=double, token=int, other=int)
    cdef double _alike(self, int i, int j) except -1

    cdef int _first_letter(self, int i) noexcept
    cdef int _first_letter_of(self, int j) noexcept

    @cython.locals(p=double)
    cdef double _likely(self, int token, int other) except -1

    @cython.locals(mention=Parts, alias=Parts, matrix=cython.p_double, ours=cython.p_double, theirs=cython.p_double,
                   left=cython.ulonglong, right=cython.ulonglong, best_told=double, best_i=int, best_j=int, best_far=int,
                   best_p=double, i=int, j=int, p=double, told=double, far=int)
    cdef _pair_off(self)

    @cython.locals(at=int)
    cdef inline void _put(self, unsigned long long left, unsigned long long right, double p, int short) noexcept

    @cython.locals(kept=int, k=int)
    cdef _add(self, unsigned long long left, unsigned long long right, double p, int short)

    @cython.locals(out=cython.ulonglong, k=int)
    cdef unsigned long long _solid(self, int right) noexcept

    @cython.locals(out=cython.ulonglong, p=int)
    cdef unsigned long long _free(self, Parts parts, unsigned long long taken) noexcept

    @cython.locals(left=cython.ulonglong, right=cython.ulonglong, glued=Gluer)
    cdef _glue(self, int is_org)

    @cython.locals(left=cython.ulonglong, right=cython.ulonglong, both_left=cython.ulonglong, both_right=cython.ulonglong, p=int, likely=double,
                   i=int, j=int)
    cdef _shorten(self)

    cdef unsigned long long all_of(self, Parts parts) noexcept

    @cython.locals(i=int, j=int, n=int)
    cdef int _may_shorten(self, Parts ones, unsigned long long free, Parts others, unsigned long long run) except -1

    @cython.locals(k=int, at=int)
    cdef in_order(self)
