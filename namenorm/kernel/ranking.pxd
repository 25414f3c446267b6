cimport cython
from libc.math cimport exp

cdef double _SURE, _MOST_LIKELY, _ODDS_BY_PART, _ODDS_OF_NONE, _MORE, _BEHIND, _NEARLY


@cython.locals(p=double)
cpdef double probability(double odds) noexcept


@cython.locals(k=int, top=double, one=double, total=double, p=double)
cpdef list share(list odds)


@cython.final
cdef class Ranking:
    cdef int count
    cdef double least
    cdef int[::1] rows, names, groups, partial, supported
    cdef double[::1] odds

    @cython.locals(k=int)
    cpdef found(self)

    cdef int matters(self, int row, int part, int best) noexcept

    @cython.locals(k=int, found=int)
    cpdef int partials(self) noexcept

    @cython.locals(at=int)
    cdef void add(self, int row, int name, double odds, int group, int partial, int supports) noexcept
