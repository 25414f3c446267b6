cimport cython

from namenorm.kernel.mention cimport Mention
from namenorm.kernel.sounds cimport SoundMakers

cdef int _NAME, _PARTICLE, _INITIAL, _ALTERNATIVE, _LONGEST, _LONGEST_ELIDED
cdef Py_UCS4 _FIRST_FOREIGN, _LAST_FOREIGN


@cython.final
cdef class Ordinary:
    cdef object special
    cdef tuple firsts, lasts
    cdef str first_letters, last_letters
    cdef int shortest

    @cython.locals(n=int, i=int)
    cpdef bint has(self, str word) except -1


@cython.final
cdef class PlainNames:
    cdef readonly Ordinary ordinary
    cdef SoundMakers makers
    cdef object prefixes, opening, elided, alone, fold
    cdef int longest, most
    cdef dict remembered, folded

    @cython.locals(n=int, i=int, hyphens=int, foreign=int, signs=int, c=cython.Py_UCS4, before=cython.Py_UCS4, letters=str)
    cpdef str key(self, str mention)

    cdef bint _is_of_an_initial(self, str mention, int n, int stop) except -1

    cdef inline bint _is_letter(self, Py_UCS4 c) noexcept

    @cython.locals(start=int, after=cython.Py_UCS4, before=str)
    cdef bint _is_a_spelling(self, str mention, int n, int sign) except -1

    @cython.locals(letters=list, i=int, letter=str, folded=str)
    cdef str _fold_each(self, str mention)

    @cython.locals(n=int, i=int, start=int, c=cython.Py_UCS4, text=str, prefix=str, tokens=Mention, sounds=list, roles=bytearray)
    cpdef Mention read(self, str letters)

    cdef bint _is_too_long(self, bytearray roles) except -1

    @cython.locals(at=int)
    cdef bint _ends_in_a_name(self, bytearray roles)

    cpdef word(self, str text)
