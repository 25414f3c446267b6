cimport cython

from namenorm.kernel._pointers cimport bytes_of
from namenorm.kernel.mention cimport Mention, mention_of
from namenorm.kernel.sounds cimport Sound
from namenorm.kernel.words cimport Words

cdef int _NAME, _PARTICLE, _ARTICLE, _HONORIFIC, _INITIAL, _ALTERNATIVE


@cython.final
cdef class Hanging:
    cdef readonly object prefixes, suffixes, opening, offices, nameless, inner
    cdef readonly dict titles

    @cython.locals(phrase=tuple, least=int, end=int)
    cdef int title(self, list texts, int k) except -2


@cython.final
cdef class PlainNames:
    cdef Words words
    cdef Hanging hanging
    cdef int longest
    cdef list names

    cpdef Mention read(self, str letters)

    @cython.locals(texts=list, sounds=list, text=str)
    cpdef Mention read_tidy(self, str letters)

    @cython.locals(roles=bytearray, is_begun=bint, titled=int, length=int, prefix=str, last=str, article=str, before=str, k=int, text=str, tokens=Mention)
    cdef Mention _put_together(self, list texts, list sounds)

    @cython.locals(sound=Sound, tokens=list)
    cdef bint _add_title(self, str text, list sounds, bytearray roles) except -1

    @cython.locals(last=str, first=str, words=list, others=list, opening=object)
    cdef str _in_order(self, str letters)

    @cython.locals(length=int)
    cdef bint _is_of_a_name(self, list words) except -1

    cdef bint _is_too_long(self, bytearray roles) except -1

    @cython.locals(at=int)
    cdef bint _ends_in_a_name(self, bytearray roles)
