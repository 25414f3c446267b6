cimport cython

cdef int _LATIN, _KNOWN, _LETTERS, _LENGTH, _FIRST, _LAST, _CONSONANTS, _READINGS, _HEAD
cdef int _PROFILE_LATIN, _PROFILE_LETTERS, _PROFILE_LENGTH, _EDGE_LETTERS, _EVERY_OTHER
cdef long long _LOWER_HALF, _EVERY, _ABOVE


@cython.locals(letters=cython.longlong, length=cython.longlong)
cpdef long long profile(const int[::1] sound)


@cython.final
cdef class Sounds:
    @cython.locals(one=int, rest=int)
    cdef int apart(self, int known, int other) noexcept

    @cython.locals(found=cython.longlong)
    cdef int unlike(self, int consonants, int others) noexcept

    @cython.locals(upper=cython.longlong)
    cdef inline long long _spread(self, int numbers) noexcept

    @cython.locals(found=cython.longlong, less=cython.longlong)
    cdef inline long long _apart_by(self, long long numbers, long long others) noexcept

    cdef int targets(self, int* sound, int at) noexcept
    cdef int known_of(self, int* sound, int at) noexcept
    cdef int is_latin(self, int* sound, int at) noexcept
    cdef int length(self, int* sound, int at) noexcept
    cdef int first_letter(self, int* sound, int at) noexcept
    cdef int letters(self, int at) noexcept
    cdef int size(self, int* sound, int at) noexcept

    @cython.locals(target=int, k=int)
    cdef int spell(self, int* sound, int at, int[::1] out, int length) noexcept
