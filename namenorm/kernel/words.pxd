cimport cython

from namenorm.kernel.mention cimport Mention
from namenorm.kernel.sounds cimport SoundMakers

cdef int _NAME, _PARTICLE, _ALTERNATIVE, _LONGEST
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
    cdef object prefixes, alone, fold
    cdef int longest, most
    cdef dict remembered, folded

    @cython.locals(n=int, i=int, hyphens=int, foreign=int, c=cython.Py_UCS4, before=cython.Py_UCS4, letters=str)
    cpdef str key(self, str mention)

    @cython.locals(letters=list, i=int, letter=str, folded=str)
    cdef str _fold_each(self, str mention)

    @cython.locals(n=int, i=int, start=int, c=cython.Py_UCS4, text=str, prefix=str, tokens=Mention, sounds=list, roles=bytearray)
    cpdef Mention read(self, str letters)

    cdef bint _is_too_long(self, bytearray roles) except -1

    @cython.locals(at=int)
    cdef bint _ends_in_a_name(self, bytearray roles)

    cpdef word(self, str text)
