cimport cython

from namenorm.kernel.mention cimport Mention, mention_of
from namenorm.kernel.sounds cimport Sound, SoundMakers

cdef int _NAME, _ALTERNATIVE
cdef bytes _WITH_ALTERNATIVE


@cython.final
cdef class GluedArticles:
    cdef object never
    cdef tuple never_before
    cdef int shortest

    @cython.locals(at=int)
    cpdef str cut(self, str word)

    @cython.locals(first=cython.Py_UCS4, second=cython.Py_UCS4, third=cython.Py_UCS4)
    cdef int _length(self, str word) except -1


@cython.final
cdef class Ordinary:
    cdef object bound
    cdef tuple firsts, lasts
    cdef str first_letters, last_letters
    cdef int shortest

    @cython.locals(n=int, c=cython.Py_UCS4)
    cpdef bint has(self, str word) except -1


@cython.final
cdef class Words:
    cdef readonly Ordinary ordinary
    cdef GluedArticles articles
    cdef SoundMakers makers
    cdef object known, more, alone
    cdef int most
    cdef dict beginnings, remembered, tokens

    cpdef of(self, str text)
    cpdef Sound sound(self, str text)

    @cython.locals(cut=str, sound=Sound)
    cdef _ordinary_word(self, str text)

    @cython.locals(prefix=str, host=str)
    cdef Sound _with_prefix(self, str text)

    @cython.locals(found=Sound)
    cpdef Sound token(self, str text)

    cdef Sound _latin(self, str text)
