cimport cython

cdef int _NAME, _PARTICLE, _ALTERNATIVE, _LONGEST


@cython.final
cdef class Plain:
    cdef readonly list tokens, sounds
    cdef readonly str core
    cdef readonly bytes roles


@cython.final
cdef class PlainNames:
    cdef object alone, as_name
    cdef int longest, most
    cdef dict remembered

    @cython.locals(n=int, i=int, hyphens=int, c=cython.Py_UCS4, before=cython.Py_UCS4, letters=str)
    cpdef str key(self, str mention)

    @cython.locals(n=int, i=int, start=int, c=cython.Py_UCS4, word=Plain, tokens=list, core=list, sounds=list, roles=bytearray)
    cpdef Plain read(self, str letters)

    @cython.locals(at=int)
    cdef bint _ends_in_a_name(self, bytearray roles)

    @cython.locals(found=Plain)
    cdef Plain _word(self, str text)
