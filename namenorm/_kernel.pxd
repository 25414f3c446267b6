cimport cython

@cython.locals(n=int, j=int, k=int, key=int)
cpdef list pack(const unsigned char[::1] target)

@cython.locals(width=int, base=int, here=int, i=int, j=int, k=int, e=int, chunk=int, below=int, o=int, cost=int, letter=int, length=int)
cpdef int cheapest(int n, const int[::1] starts, const int[::1] steps, const int[::1] chunks,
                   int m, const unsigned char[::1] target, const int[::1] packed,
                   const int[::1] first, const int[::1] option_key, const int[::1] option_length,
                   const int[::1] option_cost, const int[::1] insert, int skip, int[::1] row) except -1

@cython.locals(k=int, key=int, weight=cython.longlong, p=int, token=int)
cpdef int gather(int n, const int[::1] key_ids, const int[::1] weights, const int[::1] starts, const int[::1] posts,
                 long long[::1] scores, int[::1] touched, int found) except -1

@cython.locals(k=int, token=int, end=int, p=int, alias=int)
cpdef int spread(int n, const int[::1] tokens, const int[::1] told, const int[::1] starts, const int[::1] posts, int most,
                 int round_, int[::1] seen, long long[::1] scores, int[::1] touched, int found) except -1

@cython.locals(kept=int, k=int, token=int, part=cython.longlong, at=int)
cpdef int best(int found, int[::1] touched, long long[::1] scores, const long long[::1] totals, long long total, int most,
               int[::1] out, long long[::1] out_score) except -1
