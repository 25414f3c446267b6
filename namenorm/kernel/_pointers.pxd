cdef inline int* ints(const int[::1] numbers) noexcept:
    return <int*> &numbers[0]
