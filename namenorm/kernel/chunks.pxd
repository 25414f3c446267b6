cimport cython

from namenorm.kernel._pointers cimport ints

cdef int _SKIP, _LONGEST, _INFINITE, _STEP, _MANY, _SIX_LETTERS, _WIDE
cdef unsigned long long _MASK, _SPREAD


@cython.locals(at=cython.ulonglong)
cpdef unsigned long long first_slot(unsigned long long key, unsigned long long size) noexcept


@cython.final
cdef class ChunkCosts:
    cdef int longest, longest_written, mask
    cdef const unsigned long long[::1] slot_keys
    cdef const int[::1] reach, slot_chunks, first, keys, lengths, costs, usual_starts, usual, least, insert
    cdef ShortChunks short

    @cython.locals(at=int)
    cdef int chunk(self, unsigned long long key) noexcept


@cython.final
cdef class ShortChunks:
    cdef int count
    cdef int[::1] chunks, rows, one, two, selves

    @cython.locals(left=int, a=int, b=int, chunk=int)
    cdef int are_all(self, ChunkCosts costs) except -1

    @cython.locals(o=int, key=int)
    cdef _take(self, ChunkCosts costs, int chunk, int a, int b)


@cython.final
cdef class Lattice:
    cdef int letters
    cdef ChunkCosts costs
    cdef int[::1] starts, ahead, steps, chunks, own, pairs

    @cython.locals(i=int, least=int, cost=int, e=int)
    cdef read(self, ChunkCosts costs, int* codes, int at, int n)

    @cython.locals(short=ShortChunks, after=int, behind=int, least=int, i=int, e=int)
    cdef int as_itself(self) except -1

    @cython.locals(costs=ChunkCosts, n=int, edges=int, i=int, step=int, longest=int, chunk=int, key=cython.ulonglong)
    cdef _find_chunks(self, int* codes, int at)

    @cython.locals(chunks=cython.p_int, n=int, edges=int, i=int, letter=int)
    cdef _look_up_chunks(self, int* codes, int at)

    cdef int _add(self, int edges, int step, int chunk) noexcept


cdef class Speller:
    cdef list tables
    cdef object load
    cdef Lattice other
    cdef int[::1] row, last, following

    cdef ChunkCosts table(self, int script)

    cdef int cost(self, Lattice lattice, int* letters, int at, int m, int most, int told) except -1

    @cython.locals(costs=ChunkCosts, row=cython.p_int, last=cython.p_int, ahead=cython.p_int, starts=cython.p_int,
                   steps=cython.p_int, chunks=cython.p_int, first=cython.p_int, keys=cython.p_int, prices=cython.p_int,
                   insert=cython.p_int, lengths=cython.p_int, following=cython.p_int, n=int, width=int, total=int, i=int, j=int,
                   base=int, here=int, place=int, cost=int, e=int, chunk=int, to=int, below=int, o=int, letter=int, length=int)
    cdef int _cost_of_any(self, Lattice lattice, int* letters, int at, int m, int most, int told) except -1

    @cython.locals(costs=ChunkCosts, short=ShortChunks, row=cython.p_int, ahead=cython.p_int, own=cython.p_int, pairs=cython.p_int,
                   rows=cython.p_int, one=cython.p_int, two=cython.p_int, insert=cython.p_int, first=cython.p_int, keys=cython.p_int,
                   prices=cython.p_int, n=Py_ssize_t, width=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, start_below=Py_ssize_t,
                   end_below=Py_ssize_t, i=Py_ssize_t, base=Py_ssize_t, below=Py_ssize_t, further=Py_ssize_t, letter=Py_ssize_t,
                   as_two=Py_ssize_t, pair=Py_ssize_t, alive=Py_ssize_t, last=Py_ssize_t, j=Py_ssize_t, here=int, place=Py_ssize_t,
                   x=Py_ssize_t, y=int, o=int)
    cdef int _cost_of_short(self, Lattice lattice, int* letters, int at, int m, int most, int told) except -1

    @cython.locals(row=cython.p_int, total=int, j=int, here=int)
    cdef int _rest_inserted(self, int* letters, int at, int m, int most, int told, int start, int end, int base, int* insert) noexcept

    @cython.locals(keys=cython.p_int, key=int, k=int, low=int, end=int, high=int, middle=int)
    cdef void _seek(self, ChunkCosts costs, int letter, int here, int to, int below, int* codes, int at, int j,
                    int m) noexcept

    cdef inline void _reach(self, int* row, int* last, int place, int cost, int i, int j) noexcept

    cpdef int written(self, int script, const int[::1] letters, const int[::1] codes) except -1
    cpdef ahead(self, const int[::1] letters)
    cpdef int least(self, int script, const int[::1] letters) except -1
