cimport cython

from namenorm.kernel._pointers cimport bytes_of
from namenorm.kernel.sounds cimport Sound

cdef int _ARTICLE, _HONORIFIC, _ALTERNATIVE
cdef str _THE


@cython.no_gc
@cython.freelist(32)
cdef class Mention:
    cdef readonly list sounds
    cdef readonly bytes roles
    cdef readonly object marks

    @cython.locals(core=str)
    cpdef tuple cores(self)

    @cython.locals(texts=list, k=int, role=int, sound=Sound)
    cdef str _core(self, int without_honorifics)

    @cython.locals(sounds=list, roles=bytearray, k=int, kept=int)
    cpdef Mention without_articles(self)


@cython.locals(mention=Mention)
cpdef Mention mention_of(list sounds, bytes roles)
