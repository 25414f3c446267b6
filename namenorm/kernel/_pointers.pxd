cdef inline int* ints(const int[::1] numbers) noexcept:
    return <int*> &numbers[0]


cdef inline double* doubles(const double[::1] numbers) noexcept:
    return <double*> &numbers[0]
