cimport cython

from namenorm.kernel._pointers cimport ints

cdef int _SKIP, _LONGEST, _INFINITE, _STEP, _MANY
cdef unsigned long long _MASK, _SPREAD


@cython.locals(at=cython.ulonglong)
cpdef unsigned long long first_slot(unsigned long long key, unsigned long long size) noexcept


@cython.final
cdef class ChunkCosts:
    cdef int longest, longest_written, mask
    cdef const unsigned long long[::1] slot_keys
    cdef const int[::1] slot_chunks, first, keys, lengths, costs, usual_starts, usual, least, insert

    @cython.locals(at=int)
    cdef int chunk(self, unsigned long long key) noexcept


@cython.final
cdef class Lattice:
    cdef int letters
    cdef ChunkCosts costs
    cdef int[::1] starts, ahead, steps, chunks

    @cython.locals(edges=int, i=int, step=int, chunk=int, least=int, cost=int, e=int, key=cython.ulonglong)
    cdef read(self, ChunkCosts costs, int* codes, int at, int n)


cdef class Speller:
    cdef list tables
    cdef object load
    cdef Lattice other
    cdef int[::1] row, last

    cdef ChunkCosts table(self, int script)

    @cython.locals(costs=ChunkCosts, row=cython.p_int, last=cython.p_int, ahead=cython.p_int, starts=cython.p_int,
                   steps=cython.p_int, chunks=cython.p_int, first=cython.p_int, keys=cython.p_int, prices=cython.p_int,
                   insert=cython.p_int, n=int, width=int, end=int, total=int, i=int, j=int, base=int, here=int, place=int, cost=int,
                   after=int, e=int, chunk=int, to=int, below=int, o=int, letter=int, rest=int, length=int)
    cdef int cost(self, Lattice lattice, int* letters, int at, int m, int most, int told) except -1

    @cython.locals(key=int, k=int, low=int, high=int, middle=int)
    cdef void _seek(self, ChunkCosts costs, int letter, int here, int to, int below, int* codes, int at, int j,
                    int m) noexcept

    cdef inline int _goes_on(self, int* letters, int at, int end, int rest) noexcept
    cdef inline void _reach(self, int* row, int* last, int place, int cost, int i, int j) noexcept

    cpdef int written(self, int script, const int[::1] letters, const int[::1] codes) except -1
    cpdef ahead(self, const int[::1] letters)
    cpdef int least(self, int script, const int[::1] letters) except -1
