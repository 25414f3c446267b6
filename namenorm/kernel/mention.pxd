cimport cython

from namenorm.kernel.sounds cimport Sound

cdef int _ARTICLE, _ALTERNATIVE
cdef str _THE


cdef class Mention:
    cdef readonly list sounds
    cdef readonly bytes roles
    cdef readonly object marks

    @cython.locals(texts=list, k=int, sound=Sound)
    cpdef str core(self)

    @cython.locals(sounds=list, roles=bytearray, k=int, kept=int)
    cpdef Mention without_articles(self)
