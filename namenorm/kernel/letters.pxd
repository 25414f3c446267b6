cimport cython

from namenorm.kernel._pointers cimport ints, longs

cdef int _LETTERS, _EDGE, _CLASSES_OF_TWO, _SKELETON, _METAPHONE, _START, _END, _LONGEST, _WIDE, _LONGEST_SYLLABLE, _SYLLABLE_SLOTS, _STEPS, _OTHER_STEPS, _SMALL
cdef long long _KIND, _STEP, _SPREAD_MASK, _SPREAD
cdef unsigned long long _ONE


@cython.final
cdef class Skeletons:
    cdef const unsigned char[::1] digraphs, classes, vowels

    @cython.locals(n=int, i=int, code=int)
    cdef int write(self, str text, unsigned char[::1] out) except -1

    @cython.locals(i=int, d=int, found=int, sound=int, present=cython.ulonglong)
    cpdef int of(self, const unsigned char[::1] letters, int n, unsigned char[::1] heard, unsigned char[::1] out) noexcept

    @cython.locals(one=int, two=int, three=int, sound=int, size=int, kept=int, i=int)
    cdef int _hear(self, unsigned char[::1] heard, int n, int d) noexcept


@cython.final
cdef class KeyMaker:
    cdef public long long[::1] keys
    cdef public int[::1] weights
    cdef readonly int count
    cdef int most
    cdef Skeletons skeletons
    cdef object metaphone
    cdef unsigned char[::1] letters, heard, bones

    cpdef begin(self)
    cpdef add(self, str reading, int whole)
    cdef add_bones(self, const unsigned char[::1] letters, int n)

    @cython.locals(n=int, bones=int, last=int, i=int, key=cython.longlong, before=int)
    cdef _add(self, str reading, int whole)

    @cython.locals(number=cython.longlong, i=int)
    cdef long long _number(self, const unsigned char[::1] letters, int n) noexcept

    @cython.locals(k=int)
    cdef void _put(self, long long key, int weight) noexcept


@cython.final
cdef class LetterCosts:
    cdef const int[::1] threes, twos, ones, forget_two, forget_one
    cdef int unseen

    @cython.locals(total=int, before=int, last=int, i=int)
    cpdef int surprise(self, const unsigned char[::1] letters, int n) noexcept

    @cython.locals(cost=int, forgot=int)
    cdef int _cost(self, int before, int last, int letter) noexcept


@cython.final
cdef class SyllableSet:
    cdef int[::1] slots, first, numbers
    cdef unsigned long long ends

    @cython.locals(end=int, reached=cython.ulonglong, seen=cython.ulonglong, count=int, after=cython.ulonglong, start=int)
    cpdef int fewest(self, const unsigned char[::1] letters, int n, int most) except -1

    @cython.locals(end=int, reached=cython.ulonglong, after=cython.ulonglong, start=int)
    cpdef bint may_be(self, tuple row, const unsigned char[::1] letters) except -1

    @cython.locals(stops=cython.ulonglong, key=int, stop=int, slot=int)
    cdef unsigned long long _stops(self, const unsigned char[::1] letters, int start, int end, tuple numbers) except? 1

    cdef int _is_among(self, int first, tuple numbers) except -1

    @cython.locals(i=int, j=int, count=int)
    cdef int may_be_one(self, int* one, int at, int n, int* other, int start, int m, int most, long long* reached) noexcept

    @cython.locals(count=int, key=int, stop=int, slot=int)
    cdef int _steps(self, int* word, int at, int i, int n, long long* steps, int place) noexcept

    @cython.locals(x=int, y=int, step=cython.longlong, other=cython.longlong)
    cdef void _go_on(self, int count, int others, int n, long long* reached) noexcept

    @cython.locals(at=int)
    cdef int _meet(self, int first, int second) noexcept

    @cython.locals(at=int)
    cdef void _add(self, int key, int is_whole) noexcept

    @cython.locals(at=int)
    cdef int _slot(self, int key) noexcept


@cython.final
cdef class Traditions:
    cdef tuple syllables, surnames
    cdef int most

    @cython.locals(out=int, k=int, count=int, syllables=SyllableSet)
    cpdef int traits(self, str word, const unsigned char[::1] letters, int n) except -1

    @cython.locals(k=int, syllables=SyllableSet)
    cdef int may_be_one(self, int of, int* one, int at, int n, int* other, int start, int m, long long* reached) except -1

    @cython.locals(reached=cython.longlong[::1])
    cpdef int are_alike(self, int of, const int[::1] one, const int[::1] other) except -1
