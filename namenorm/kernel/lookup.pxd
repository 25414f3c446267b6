cimport cython

from namenorm.kernel._pointers cimport longs
from namenorm.kernel.sounds cimport Sound

cdef unsigned long long _MASK, _PRIME, _SEED


@cython.final
cdef class Hash:
    @cython.locals(number=cython.ulonglong, k=int)
    cdef long long of(self, str script, str text, int start, int end) noexcept

    @cython.locals(number=cython.ulonglong, k=int)
    cdef unsigned long long begun(self, str script) noexcept

    cdef inline unsigned long long more(self, unsigned long long number, Py_UCS4 letter) noexcept
    cdef inline long long ended(self, unsigned long long number) noexcept


cdef Hash _HASH


cpdef long long token_hash(str script, str text)


@cython.final
cdef class SortedNumbers:
    cdef const long long[::1] numbers

    @cython.locals(numbers=cython.p_longlong, low=int, size=int, half=int)
    cpdef int place(self, long long number) noexcept


@cython.final
cdef class TokenNumbers:
    cdef Hash hash
    cdef SortedNumbers hashes
    cdef const int[::1] numbers
    cdef long long mark

    cdef int of(self, Sound sound) except -2

    cpdef int number(self, str script, str text, int start, int end)

    @cython.locals(at=int)
    cdef int numbered(self, long long hashed) noexcept


cdef class HashedRows:
    cdef SortedNumbers numbers
    cdef const int[::1] starts, items
    cdef HashedRows changed

    @cython.locals(at=int)
    cpdef list of_hash(self, long long number)

    @cython.locals(k=int)
    cdef list row(self, int at)
