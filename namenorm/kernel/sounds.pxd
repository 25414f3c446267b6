cimport cython

from namenorm.kernel._pointers cimport ints, ints_in, packed_ints
from namenorm.kernel.chunks cimport Speller
from namenorm.kernel.letters cimport LetterCosts, Skeletons, Traditions
from namenorm.kernel.readings cimport Reader, Readings

cdef int _LONGEST, _IS_LATIN, _LETTERS, _CONSONANTS, _READINGS, _TARGETS, _HEAD, _MOST_READINGS, _MOST_TARGETS, _START, _END
cdef int _BITS, _SYLLABIC, _TRADITIONS
cdef long long _STEP, _NUMBERS


cdef class Sound:
    cdef readonly str text, script, best
    cdef readonly bytes packed, readings
    cdef readonly int traits, is_latin, well_known
    cdef int number
    cdef long long asked_by


@cython.final
cdef class SoundMakers:
    cdef object new_maker
    cdef list idle

    cpdef SoundMaker borrow(self)
    cpdef give_back(self, SoundMaker maker)

    @cython.locals(maker=SoundMaker, sound=Sound)
    cpdef Sound sound(self, str word, int known, int traits)


@cython.final
cdef class SoundMaker(Speller):
    cdef LetterCosts letter_costs
    cdef Skeletons skeletons
    cdef const unsigned char[::1] places
    cdef int[::1] made, codes
    cdef Traditions traditions
    cdef unsigned char[::1] letters, heard, bones
    cdef Reader reader
    cdef Readings readings, spare
    cdef int size, script, is_latin

    @cython.locals(n=int, row=bytes, sound=Sound)
    cpdef Sound sound(self, str text, int known, int traits)

    @cython.locals(row=bytes)
    cpdef Sound of(self, str text, str script, int number, str letters, int known, int traits)

    cpdef int latin(self, str text, int known) except -1

    @cython.locals(i=int, bones=int, cost=int, surprise=int, at=int, end=int)
    cdef int latin_letters(self, const unsigned char[::1] letters, int n, int known) except -1

    @cython.locals(letter=cython.Py_UCS4, code=int)
    cpdef int foreign(self, int script, int known, str letters) except -1

    @cython.locals(n=int, i=int, k=int, cost=int, count=int, at=int, first=int, size=int, as_latin=int, targets=int, number=int, surprise=int,
                   bones=int)
    cdef int _foreign(self, int script, int known) except -1

    @cython.locals(word=Sound)
    cpdef int as_one(self, list words) except -1

    cdef void begin(self) noexcept

    @cython.locals(n=int, i=int, start=int)
    cdef void put(self, int* row, int at) noexcept

    @cython.locals(found=Readings, k=int, before=int, at=int, _=int)
    cdef void _read_on(self, int* row, int start, int targets) noexcept

    @cython.locals(i=int)
    cdef int has_letters_of(self, int* row, int at) noexcept

    @cython.locals(i=int)
    cdef int together(self) except -1

    @cython.locals(i=int)
    cdef _read_latin(self, const unsigned char[::1] letters, int n)

    @cython.locals(most=int)
    cdef int _as_itself(self, int n) except -1

    cpdef bytes packed(self, int length)

    @cython.locals(number=cython.longlong, i=int)
    cdef int number(self, const unsigned char[::1] letters, int start, int n) noexcept

    @cython.locals(made=cython.int[::1])
    cdef int _head(self, int script, int latin, int known, int letters, int cost, int surprise, int as_latin, int bones,
                   const unsigned char[::1] best, int size, int readings, int targets)

    @cython.locals(consonants=int, i=int, place=int)
    cdef int _target(self, int at, int more, const unsigned char[::1] letters, int n, int bones) except -1
