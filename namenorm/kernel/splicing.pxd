cimport cython


@cython.final
cdef class Appearances:
    @cython.locals(highest=int, last=int, found=int, k=int, name=int, is_gone=int, at=int, token=int)
    cpdef int moved(self, const int[::1] starts, const int[::1] tokens, const int[::1] gone, unsigned char[::1] seen, int[::1] out,
                    int[::1] after) except -1


@cython.final
cdef class Splicer:
    cdef const int[::1] starts, items, less_starts, less, more_starts, more, after
    cdef int[::1] out_starts, out_items
    cdef int old, row
    cdef readonly int rows, size

    @cython.locals(k=int)
    cpdef by_number(self, const int[::1] changed, int count)

    @cython.locals(k=int)
    cpdef by_key(self, const long long[::1] keys, const long long[::1] changed, long long[::1] out_keys)

    @cython.locals(low=int, high=int, middle=int)
    cdef int _place(self, const long long[::1] keys, long long key) noexcept

    @cython.locals(shift=int, row=int)
    cdef _copy_keys(self, const long long[::1] keys, int end, long long[::1] out_keys)

    @cython.locals(last=int, start=int, shift=int, p=int, row=int)
    cdef _copy(self, int end)

    @cython.locals(p=int, end=int, less=int, more=int)
    cdef _change(self, int k, bint is_old)
