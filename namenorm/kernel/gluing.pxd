cimport cython

from namenorm.kernel._pointers cimport ints, longs
from namenorm.kernel.parts cimport Mentioned, Parts
from namenorm.kernel.rows cimport Sounds
from namenorm.kernel.sounds cimport SoundMaker
from namenorm.kernel.tokens cimport TokenJudge

cdef int _MOST, _SPACELESS, _SCRIPTS, _RATIO, _RATIO_LATIN, _SEGMENTS, _TURNS, _LONGEST
cdef double _SAME_SYLLABLES, _OTHER_SYLLABLES
cdef unsigned long long _ALL, _ONE


@cython.final
cdef class Asked:
    cdef object callbacks
    cdef Mentioned mention
    cdef int told

    cdef take(self, Mentioned mention)
    cdef letters(self)


@cython.final
cdef class Gluer:
    cdef TokenJudge judge
    cdef SoundMaker maker
    cdef Asked asked
    cdef Sounds tell
    cdef Parts mention, alias
    cdef int shared, tried, most, size, size_too
    cdef double least, p
    cdef unsigned long long left, right
    cdef int[::1] letters, letters_too, free, run
    cdef unsigned long long[::1] masks
    cdef long long[::1] ways

    cdef begin(self, Parts mention, Parts alias, int shared, double least)
    cdef int find(self, unsigned long long left, unsigned long long right) except -1

    @cython.locals(ones=Parts, others=Parts, latin=int, sound=int, k=int)
    cdef int _write_out(self, int one, int size, int swapped) except -1

    @cython.locals(one=cython.p_int, others=cython.p_int)
    cdef int _is_of_same_syllables(self) except -1

    @cython.locals(i=int, j=int, before=int)
    cdef _try_runs(self, Parts ones, unsigned long long free, Parts others, unsigned long long run, int swapped)

    @cython.locals(n=int, m=int, first=int, latin=int)
    cdef int _as_long(self, Parts ones, int i, Parts others, int j, int k) noexcept

    @cython.locals(j=int, k=int, count=int, whole=int)
    cdef _try_turns(self, int i, Parts others, unsigned long long run, int swapped)

    @cython.locals(k=int)
    cdef _try_turn(self, int i, int first, int size, int count, int swapped)

    @cython.locals(latin=int, p=double, several=cython.ulonglong, single=cython.ulonglong, k=int)
    cdef _try(self, int one, int size, int swapped)

    @cython.locals(ones=Parts, others=Parts, single=cython.p_int, k=int, same=int)
    cdef double _likely(self, int one, int size, int swapped, int latin) except -1

    @cython.locals(ones=Parts)
    cdef double _judged(self, int one, int swapped) except -1

    @cython.locals(script=int, k=int)
    cdef int _are_of_one_script(self, Parts others, int size) noexcept

    cdef int _are_one_text(self, int one, int size, int swapped) except -1
    cdef int _may_be_same_syllables(self, int one, int size, int swapped) except -1

    @cython.locals(ones=Parts, others=Parts, token=int, other=int)
    cdef int _either_is_han(self, int one, int swapped) except -1

    @cython.locals(ones=Parts, others=Parts, k=int)
    cdef tuple _tokens(self, int one, int size, int swapped)

    @cython.locals(ones=Parts, others=Parts, k=int, found=int, at=int)
    cdef int _may_sound(self, int one, int size, int swapped) except -1

    @cython.locals(both=int)
    cdef int _resembles(self, int latin) noexcept

    @cython.locals(k=int, row=cython.ulonglong, same=cython.ulonglong, found=int)
    cdef int _in_common(self, int n, int m) noexcept
