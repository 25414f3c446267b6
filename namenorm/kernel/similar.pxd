cimport cython

from namenorm.kernel._pointers cimport doubles, doubles_in, ints, packed_doubles, packed_ints


@cython.final
cdef class Similar:
    cdef readonly int known, count
    cdef readonly double best
    cdef readonly bytes tokens, likely


@cython.final
cdef class OwnSimilar:
    cdef const int[::1] starts, tokens
    cdef const double[::1] likely

    @cython.locals(start=int, end=int, tokens="const int[::1]", likely="const double[::1]")
    cdef Similar of(self, int token)
