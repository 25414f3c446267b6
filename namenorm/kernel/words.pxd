cimport cython

from namenorm.kernel.mention cimport Mention
from namenorm.kernel.sounds cimport Sound, SoundMakers

cdef bytes _WITH_ALTERNATIVE
cdef int _NAME, _PARTICLE, _ARTICLE, _HONORIFIC, _INITIAL, _ALTERNATIVE
cdef str _OF


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

    @cython.locals(n=int, i=int)
    cpdef bint has(self, str word) except -1


@cython.final
cdef class PlainNames:
    cdef readonly Ordinary ordinary
    cdef SoundMakers makers
    cdef GluedArticles articles
    cdef object prefixes, suffixes, opening, nameless, known, dear, alone
    cdef int longest, most
    cdef dict remembered, titles

    @cython.locals(texts=list, sounds=list, text=str)
    cpdef Mention read(self, str letters)

    @cython.locals(roles=bytearray, least=int, is_begun=bint, prefix=str, last=str, before=str, k=int, text=str, tokens=Mention)
    cdef Mention _put_together(self, list texts, list sounds)

    @cython.locals(last=str, first=str, words=list, others=list)
    cdef str _in_order(self, str letters)

    cdef bint _is_of_a_name(self, list words) except -1

    cdef bint _is_too_long(self, bytearray roles) except -1

    @cython.locals(at=int)
    cdef bint _ends_in_a_name(self, bytearray roles)

    cpdef word(self, str text)
    cpdef Sound sound(self, str text)

    @cython.locals(cut=str, sound=Sound)
    cdef _ordinary_word(self, str text)

    cdef Sound _latin(self, str text)
