cimport cython

from namenorm.kernel._pointers cimport ints
from namenorm.kernel.lookup cimport SortedNumbers

cdef int _COMMON_KEY, _CROWD, _MOST_KEYS, _LEVEL, _LEVELS, _HALF, _OF_FIRST, _OF_SECOND
cdef long long _LOWER, _KIND


@cython.final
cdef class Best:
    @cython.locals(high=cython.longlong, at=int)
    cdef int keep(self, int item, int part, long long* out, int kept, int most) noexcept

    cdef int part(self, long long kept) noexcept
    cdef int item(self, long long kept) noexcept


@cython.final
cdef class TokenIndex:
    cdef SortedNumbers keys
    cdef Best best
    cdef const int[::1] starts, tokens, totals
    cdef int[::1] scores, touched, rows, row_weights, shares, levels
    cdef int[::1] short
    cdef int lowest, above

    @cython.locals(k=int, place=int)
    cdef void _place_short_keys(self) noexcept

    cdef inline int _short(self, long long key) noexcept

    @cython.locals(short=int)
    cdef int place(self, long long key) noexcept

    @cython.locals(rows=int, found=int, total=int, k=int, rest=int, key=int, weight=int, crowded=int, p=int, token=int,
                   tokens=cython.p_int, scores=cython.p_int, touched=cython.p_int)
    cpdef int similar(self, const long long[::1] keys, const int[::1] weights, int n, int most, int telling,
                      int[::1] out, int[::1] parts) except -1

    @cython.locals(touched=cython.p_int, scores=cython.p_int, totals=cython.p_int, level=int, kept=int, k=int, token=int, score=cython.longlong, part=cython.longlong, floor=cython.longlong)
    cdef int _weigh(self, int found, int total, int most) noexcept

    @cython.locals(filling=int, level=int, k=int, kept=int)
    cdef int _largest(self, int n, int most, int[::1] out, int[::1] parts) noexcept

    @cython.locals(rows=int, k=int, key=int, size=int, at=int)
    cdef int _rarest_first(self, const long long[::1] keys, const int[::1] weights, int n) noexcept
