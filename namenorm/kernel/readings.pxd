cimport cython

from namenorm.kernel._pointers cimport ints, latin_text, packed_bytes
from namenorm.kernel.chunks cimport ChunkCosts, Lattice

cdef int _BEAM, _WORTH, _SKIP, _LONGEST, _WIDEST, _START, _END, _MOST, _TARGET_LENGTH, _TARGET_LETTERS
cdef unsigned long long _STEP, _MASK


@cython.locals(at=int, n=int)
cpdef tuple readings_of(const unsigned char[::1] packed)


@cython.final
cdef class Readings:
    cdef int count
    cdef unsigned char[::1] letters, room
    cdef int[::1] lengths, costs, order

    cdef void begin(self) noexcept

    @cython.locals(at=int, n=int, i=int)
    cdef void put(self, const unsigned char[::1] letters, int start, int stop, int cost) noexcept

    cdef str best(self)

    @cython.locals(n=int, k=int, i=int, at=int, size=int, cost=int)
    cdef bytes packed(self)

    @cython.locals(at=int, n=int, i=int)
    cdef int get(self, int k, unsigned char[::1] out) noexcept

    cdef int cost(self, int k) noexcept

    @cython.locals(start=int, n=int, i=int, other=int)
    cdef void put_together(self, Readings others, int k, int* row, int at, int cost) noexcept

    @cython.locals(n=int, at=int, start=int)
    cdef int _are_same(self, int k) noexcept

    cdef inline void _close(self, int cost) noexcept

    @cython.locals(order=cython.int[::1], k=int, best=int, other=int, more=int)
    cdef void keep(self, int most) noexcept


@cython.final
cdef class Reader:
    cdef Lattice lattice
    cdef int[::1] counts, order, worst, costs, lengths
    cdef unsigned long long[::1] sums
    cdef unsigned char[::1] letters

    @cython.locals(n=int, k=int)
    cpdef list readings(self, ChunkCosts costs, const int[::1] codes, int most)

    @cython.locals(end=int, first=int, k=int, place=int, more=int)
    cdef write(self, int most, Readings readings)

    @cython.locals(lattice=Lattice, limit=int, i=int, k=int, before=int, here=int, e=int, to=int, chunk=int, o=int, option=int, cost=int)
    cdef read(self, ChunkCosts costs, int* codes, int n)

    @cython.locals(first=int, count=int, n=int, k=int, at=int, place=int, start=int, from_=int, added=cython.ulonglong)
    cdef void _add(self, int before, int key, int size, int to, int cost, int whole) noexcept

    @cython.locals(number=cython.ulonglong, _=int)
    cdef inline unsigned long long _sum(self, int before, int key, int size) noexcept

    @cython.locals(n=int)
    cdef inline int _letter(self, int before, int key, int k) noexcept

    @cython.locals(low=int, high=int, at=int, stop=int)
    cdef int _is_same(self, int before, int key, int n, int place, int whole) noexcept

    @cython.locals(k=int, one=int, other=int)
    cdef int _is_better(self, int before, int key, int n, int cost, int place) noexcept

    cdef int _rank(self, int code) noexcept

    @cython.locals(at=int, stop=int)
    cdef int _without_edges(self, int place) noexcept

    @cython.locals(at=int, stop=int)
    cdef int _last(self, int place) noexcept

    cdef tuple _told(self, int place)
