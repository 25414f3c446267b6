cimport cython
from libc.math cimport log

from namenorm.kernel._pointers cimport copy_ints, ints, ints_in
from namenorm.kernel.mention cimport Mention
from namenorm.kernel.sounds cimport Sound

cdef int _SPOKEN, _ROOM, _MOST, _SPELLINGS, _NAME, _ARTICLE, _INITIAL, _NUMERAL, _POSSESSOR, _ALTERNATIVE, _SYLLABIC
cdef int _TRADITIONS, _OF_TRADITION, _FEWEST, _SURNAME, _MOST_SYLLABLES, _SCRIPTS
cdef unsigned long long _ONE


cdef class Names:
    cdef const int[::1] starts, tokens, marks, traits, sounds, sound_starts
    cdef const unsigned char[::1] roles, kinds
    cdef const double[::1] infos, concepts, role_weights
    cdef double[::1] totals
    cdef double fetched
    cdef int marked

    cdef int mark(self, int at) noexcept

    @cython.locals(mark=int, told=double)
    cpdef double info(self, int at) noexcept

    @cython.locals(total=int, told=double, k=int, at=int, token=int)
    cdef void fetch(self, const int[::1] names) noexcept

    @cython.locals(found=int, at=int, role=int)
    cpdef int words(self, int name) noexcept

    @cython.locals(total=double, at=int)
    cdef double total(self, int name) noexcept


@cython.final
cdef class Mentioned(Names):
    cdef int[::1] own_starts, own_marks, own_traits, own_rows, own_row_starts, known
    cdef unsigned char[::1] own_roles
    cdef double[::1] told
    cdef int count
    cdef readonly list spoken
    cdef bytes given_roles

    @cython.locals(sounds=list, roles=bytes, room=int, at=int, row=int, sound=Sound, n=int)
    cpdef take(self, Mention mention)

    @cython.locals(at=int)
    cdef _take_marks(self, const int[::1] marks)

    @cython.locals(at=int)
    cdef find_in(self, Mentioned other)

    @cython.locals(at=int, other=Sound)
    cdef int place(self, Sound sound) except -2

    cdef int is_findable(self, int at) noexcept
    cdef int is_numeral(self, int at) noexcept


@cython.final
cdef class Parts:
    cdef Names names
    cdef int count, first, words
    cdef unsigned long long scripts
    cdef double total
    cdef int[::1] begin, tokens, roles, marks
    cdef double[::1] infos

    @cython.locals(count=int, spelled=int, kept=int, at=int, role=int)
    cdef read(self, Names names, int name, int marked)

    @cython.locals(total=double, first=int, words=int, scripts=cython.ulonglong, p=int, role=int)
    cdef void _sum_up(self) noexcept

    cdef int traits(self, int p) noexcept
    cdef int sound(self, int p) noexcept
    cdef int syllables(self, int p, int tradition) noexcept
    cdef int is_weighty(self, int p) noexcept
    cdef int is_name(self, int p) noexcept

    @cython.locals(found=int, p=int)
    cdef int weighty(self, unsigned long long among) noexcept

    @cython.locals(mark=int)
    cdef int of_kind(self, int p, int kind) noexcept

    @cython.locals(total=double, p=int)
    cdef double told(self, unsigned long long among) noexcept

    @cython.locals(first=int, last=int, found=int, counts_0=int, counts_1=int, p=int, traits=int, fewest=int, ends=int)
    cdef int traditions(self) noexcept

    cdef members(self, unsigned long long parts)

    @cython.locals(p=int)
    cdef int lowest(self, unsigned long long parts) noexcept

    @cython.locals(found=int)
    cdef int count_of(self, unsigned long long parts) noexcept


@cython.final
cdef class Rarity:
    cdef double names, similar, well_known

    @cython.locals(t=int, often=double)
    cpdef tell(self, const int[::1] counts, const int[::1] same_bones, const unsigned char[::1] is_well_known, double[::1] out)
