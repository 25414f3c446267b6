cimport cython
from libc.math cimport log

from namenorm.kernel._pointers cimport doubles, ints
from namenorm.kernel.alignment cimport Aligner
from namenorm.kernel.parts cimport Parts
from namenorm.kernel.ranking cimport Ranking

cdef int _FEATURES, _NAME, _PARTICLE, _HONORIFIC, _LEGAL_FORM, _INITIAL, _NUMERAL
cdef int _SON_OF, _ANY_FORM, _GIVEN, _SPACELESS, _SYLLABIC, _FORM, _WORD, _PLACE, _ORG, _PERSON
cdef double _SAME_CONCEPT, _SAME_SYLLABLES, _WHOLE


@cython.final
cdef class NameJudge(Aligner):
    cdef const double[::1] weights
    cdef double[::1] values
    cdef public int group

    @cython.locals(words=int, odds=double, base=int, k=int, values=cython.p_double, weights=cython.p_double)
    cpdef double judge(self, int name, int is_org, int weak) except *

    @cython.locals(full=int, best=int, k=int, name=int, part=int, kind=int, odds=double, partial=int)
    cpdef rank(self, const int[::1] names, const int[::1] parts, const int[::1] rows, const unsigned char[::1] kinds, const unsigned char[::1] weak,
               Ranking ranking)

    @cython.locals(row=int, k=int)
    cdef int _has_fuller(self, const int[::1] names, const int[::1] rows, int name) noexcept

    cpdef features(self)

    @cython.locals(mention=Parts, alias=Parts, values=cython.p_double, left=cython.ulonglong, right=cython.ulonglong,
                   mention_all=double, alias_all=double, matched=double, odds_sum=double, mention_covered=double,
                   alias_covered=double, translated=double, telling=double, doubt=double, worst=double, counted=int, names=int,
                   answered=int, initials=int, glued=int, acronyms=int, descents=int, same=int, all_given=int, first_right=int,
                   last_right=int, first_i=int, first_j=int, first=double, k=int, p=double, left_told=double, right_told=double,
                   i=int, j=int, role=int, told=double, odds=double, size=int, size_too=int, moved=int, fixed=int, rotated=int,
                   rarest_left=double, rarest_right=double, places_left=int, places_right=int, weighty_left=int,
                   weighty_right=int)
    cdef _measure(self, int weak)

    @cython.locals(one=double, other=double, sure=double)
    cdef double _other_syllables(self) except -1

    @cython.locals(p=int, korean=int, mandarin=int)
    cdef double _in_syllables(self, Parts parts) noexcept

    @cython.locals(traditions=int, k=int, i=int, j=int, token=int, other=int)
    cdef int _are_same_syllables(self) except -1

    @cython.locals(p=int)
    cdef int _has_son_of(self) noexcept

    @cython.locals(p=int, most=double)
    cdef double _rarest(self, Parts parts, unsigned long long among) noexcept

    @cython.locals(p=int, found=int)
    cdef int _places(self, Parts parts, unsigned long long among) noexcept

    @cython.locals(p=int, total=double)
    cdef double _told_but_forms(self, unsigned long long left) noexcept

    @cython.locals(p=int)
    cdef int _has_numeral(self, Parts parts, unsigned long long among) noexcept

    @cython.locals(i=int, j=int, forms=int, others=int)
    cdef double _legal_conflict(self) noexcept

    @cython.locals(p=int, found=int)
    cdef int _is_generic(self) noexcept

    @cython.locals(one=double, other=double)
    cdef double _first_left(self, unsigned long long left, unsigned long long right) noexcept

    @cython.locals(p=int, first=int, second=int)
    cdef double _before(self, Parts parts, unsigned long long over) noexcept

    @cython.locals(i=int, j=int, known=int, other=int)
    cdef int _are_apart(self, unsigned long long left, unsigned long long right) noexcept
