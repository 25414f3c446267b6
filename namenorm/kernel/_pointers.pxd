cdef inline int* ints(const int[::1] numbers) noexcept:
    return <int*> &numbers[0]


cdef inline double* doubles(const double[::1] numbers) noexcept:
    return <double*> &numbers[0]


cdef inline long long* longs(const long long[::1] numbers) noexcept:
    return <long long*> &numbers[0]


cdef inline int whole(double number) noexcept:
    return <int> number
