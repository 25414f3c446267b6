cimport cython
from libc.math cimport exp, log

from namenorm.kernel._pointers cimport doubles, ints, whole
from namenorm.kernel.chunks cimport Lattice, Speller
from namenorm.kernel.letters cimport Skeletons
from namenorm.kernel.rows cimport Sounds, profile

cdef int _INFINITE, _LONGER, _NO_READING, _VALUES, _FOREIGN_VALUES, _EDGE_LETTERS
cdef int _SCRIPT, _LATIN, _KNOWN, _LETTERS, _SELF, _SURPRISE, _LATIN_SELF, _BONES
cdef int _LENGTH, _FIRST, _LAST, _CONSONANTS, _READINGS, _TARGETS, _HEAD, _FOREIGN, _FOREIGN_LATIN
cdef int _PROFILE_LATIN, _PROFILE_LETTERS, _PROFILE_LENGTH, _TWO_LETTERS, _ONE_LETTER, _CONSONANT_BITS
cdef int _FOREIGN_WORD, _SHARED, _SAME_FIRST, _SAME_LAST, _CONSONANT, _LETTER
cdef double _LONG, _ONE_NAME, _LEAST_ODDS, _LEAST_LATIN_ODDS, _NEVER, _SURE, _MUCH_LESS


@cython.final
cdef class TokenJudge(Speller):
    cdef const double[::1] weights
    cdef Skeletons skeletons
    cdef Sounds sounds
    cdef Lattice own, own_latin
    cdef double[::1] values
    cdef const int[::1] taken
    cdef int* sound
    cdef int at, scripts, fetched, is_read
    cdef double surprise, told

    @cython.locals(n=int, i=int, j=int, k=int, row=int, one=int, two=int, view="double[::1]")
    cdef _of_pairs(self, const double[::1] weights)

    cpdef take(self, const int[::1] sound, int at)

    @cython.locals(target=int, own=cython.p_int, at=int)
    cdef _read(self)

    cpdef double probability(self, const int[::1] sound, int at) except -1

    @cython.locals(own=cython.p_int, i=int, short=int, long=int, odds=double, at_least=double)
    cdef double probability_from(self, int* sound, int at, double least) except -1

    @cython.locals(rows=cython.p_int, found=cython.p_int, shared=cython.p_int, own=cython.p_int, known=int, own_profile=cython.longlong,
                   other=cython.longlong, kept=int, k=int, token=int, promise=int, apart=int)
    cpdef int promising(self, const int[::1] sounds, const int[::1] starts, const long long[::1] profiles, int[::1] tokens,
                        int[::1] parts, int n, int least) except -1

    @cython.locals(one=int, two=int, apart=int)
    cdef int _promise(self, long long own, long long other, int promise) noexcept

    @cython.locals(k=int, found=int, at=int, p=double, rows=cython.p_int)
    cpdef int likeliest(self, const int[::1] sounds, const int[::1] starts, const int[::1] tokens, int n, int[::1] kept,
                     double[::1] out, double least) except -1

    @cython.locals(total=int, k=int, start=int, end=int)
    cdef int _fetch(self, int* rows, int* starts, int* tokens, int n) noexcept

    cpdef features(self, const int[::1] sound, int at)

    @cython.locals(row=cython.p_int, i=int, unlike=int, own=int, target=int, least=int, most=int, found=int)
    cdef int _unlike(self, int* sound, int at) noexcept

    cdef inline int _sound_apart(self, int one, int other) noexcept
    cdef int _if_one_word(self, int unlike) noexcept

    cdef int _script(self, int* sound, int at) except -1

    @cython.locals(base=int, odds=double, k=int, values=cython.p_double, weights=cython.p_double)
    cdef double _odds(self, int* sound, int at)

    @cython.locals(own=cython.p_int, values=cython.p_double, i=int, w=int, latin=int, foreign=int, base=double, latin_base=double, scale=double, x=int, y=int, longest=int, most=int, cost=int,
                   excess=double, told=double, surprise=double, respelled=double, target=int)
    cdef int _compare(self, int* sound, int at, double least) except -1

    cdef int _is_nisba(self, int letter) noexcept
    cdef Lattice _own_latin(self)

    cdef _read_as(self, int* own, int i, int* sound, int at, int swapped, int latin)

    @cython.locals(own=cython.p_int, i=int, one=int, two=int)
    cdef _read_each_other(self, int* sound, int at, double base)

    cdef void _near_reading(self, int reading) noexcept

    @cython.locals(start=int, best=int, k=int)
    cdef int _reading(self, int* own, int i, int* sound, int at) noexcept

    @cython.locals(values=cython.p_double, weights=cython.p_double, surprise=double, slope=double, again=double, odds=double, k=int, most=double)
    cdef int _most(self, int w, double base, double scale, double latin_base, int latin, int foreign, double least_odds) except -2

    @cython.locals(target=int, own_latin=int)
    cdef int _written(self, int* sound, int at, int most) except -1

    @cython.locals(again=double, odds=double, k=int, most=double)
    cdef int _most_respelled(self, int w, double scale, double latin_base, double least_odds) except -2

    @cython.locals(most=int, both=int, one=int, two=int)
    cdef int _written_foreign(self, int* sound, int at, int w, double base, double scale, double least) except -1

    @cython.locals(target=int, cost=int)
    cdef int _as_readings(self, Lattice lattice, int* sound, int at, int best) except? -2
