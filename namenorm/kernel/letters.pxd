cimport cython

cdef int _LETTERS, _EDGE, _CLASSES_OF_TWO, _SKELETON, _METAPHONE, _START, _END, _LONGEST, _WIDE, _LONGEST_SYLLABLE
cdef long long _KIND, _STEP, _SPREAD_MASK
cdef unsigned long long _ONE


cdef class Skeletons:
    cdef const unsigned char[::1] digraphs, classes, vowels

    @cython.locals(n=int, i=int, d=int, found=int, sound=int)
    cpdef int of(self, const unsigned char[::1] letters, unsigned char[::1] heard, unsigned char[::1] out) noexcept

    @cython.locals(one=int, two=int, three=int, sound=int, size=int, kept=int, i=int)
    cdef int _hear(self, unsigned char[::1] heard, int n, int d) noexcept


cdef class KeyMaker:
    cdef public long long[::1] keys
    cdef public int[::1] weights
    cdef readonly int count
    cdef int most
    cdef Skeletons skeletons
    cdef unsigned char[::1] heard, bones

    cpdef begin(self)

    @cython.locals(bones=int, last=int, i=int, key=cython.longlong, before=int)
    cpdef add(self, const unsigned char[::1] letters, const unsigned char[::1] sound, int whole)

    @cython.locals(number=cython.longlong, i=int)
    cdef long long _number(self, const unsigned char[::1] letters, int n) noexcept

    @cython.locals(k=int)
    cdef void _put(self, long long key, int weight) noexcept


cdef class LetterCosts:
    cdef const int[::1] threes, twos, ones, forget_two, forget_one
    cdef int unseen

    @cython.locals(total=int, before=int, last=int, i=int)
    cpdef int surprise(self, const unsigned char[::1] letters) noexcept

    @cython.locals(cost=int, forgot=int)
    cdef int _cost(self, int before, int last, int letter) noexcept


cdef class SyllableSet:
    cdef const int[::1] spellings

    @cython.locals(end=int, reached=cython.ulonglong, count=int, after=cython.ulonglong, start=int, key=int, stop=int)
    cpdef int fewest(self, const unsigned char[::1] letters, int most) noexcept

    @cython.locals(low=int, high=int, middle=int)
    cdef int _has(self, int key) noexcept
