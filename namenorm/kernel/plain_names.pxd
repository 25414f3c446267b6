cimport cython

from namenorm.kernel.mention cimport Mention, mention_of
from namenorm.kernel.words cimport Words

cdef int _NAME, _PARTICLE, _ARTICLE, _HONORIFIC, _INITIAL, _ALTERNATIVE


@cython.final
cdef class Hanging:
    cdef readonly object prefixes, suffixes, opening, nameless, inner
    cdef readonly dict titles


@cython.final
cdef class PlainNames:
    cdef Words words
    cdef Hanging hanging
    cdef int longest
    cdef list names

    cpdef Mention read(self, str letters)

    @cython.locals(texts=list, sounds=list, text=str)
    cpdef Mention read_tidy(self, str letters)

    @cython.locals(roles=bytearray, is_begun=bint, prefix=str, last=str, article=str, before=str, k=int, text=str, tokens=Mention)
    cdef Mention _put_together(self, list texts, list sounds)

    @cython.locals(last=str, first=str, words=list, others=list)
    cdef str _in_order(self, str letters)

    cdef bint _is_of_a_name(self, list words) except -1

    cdef bint _is_too_long(self, bytearray roles) except -1

    @cython.locals(at=int)
    cdef bint _ends_in_a_name(self, bytearray roles)
