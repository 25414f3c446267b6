cimport cython
from libc.math cimport log

from namenorm.kernel._pointers cimport doubles, doubles_in, ints, ints_in, longs, packed_doubles, packed_ints
from namenorm.kernel.alignment cimport Aligner
from namenorm.kernel.holders cimport NameFinder
from namenorm.kernel.index cimport Best, TokenIndex
from namenorm.kernel.letters cimport KeyMaker
from namenorm.kernel.lookup cimport TokenNumbers
from namenorm.kernel.mention cimport Mention
from namenorm.kernel.parts cimport Mentioned, Names
from namenorm.kernel.readings cimport readings_of
from namenorm.kernel.similar cimport OwnSimilar, Similar
from namenorm.kernel.sounds cimport Sound, SoundMaker
from namenorm.kernel.tokens cimport TokenJudge

cdef int _LONE, _LONE_TO_OTHERS, _LONE_PROMISE, _SIMILAR, _SIMILAR_TO_OTHERS, _PROMISE, _GLUED, _COMPARED, _COMPARED_LATIN, _COMPARED_LONE, _TELLING, _TELLING_OF_LONE, _KEPT_READINGS, _MOST, _WORTH, _WORTH_OF_ORG, _WORTH_BY_ONE, _FEWEST, _POOR, _SEVERAL, _ORG, _MOST_NEAR, _READINGS, _FEW, _REMEMBERED, _SHORTEST_HALF
cdef int _LONGEST, _START, _END
cdef int _PARTICLE, _ARTICLE, _ALTERNATIVE, _SPACELESS, _SHORTEST_BLEND, _LONGEST_BEGINNING, _BLENDED
cdef double _NEVER, _SOLID_ODDS, _SOLID, _SAME_CONCEPT, _LIKE_HALVES, _LIKE_BLEND


@cython.final
cdef class Finder:
    cdef Names names
    cdef const int[::1] rows, sounds, starts
    cdef const long long[::1] profiles
    cdef long long[::1] promising
    cdef const unsigned char[::1] kinds
    cdef OwnSimilar own
    cdef TokenNumbers numbers
    cdef TokenIndex tokens
    cdef readonly NameFinder holders
    cdef TokenJudge judge
    cdef KeyMaker maker
    cdef SoundMaker sound_maker
    cdef object beyond, all_found, all_parts
    cdef dict remembered
    cdef Similar nothing
    cdef readonly Mentioned mention
    cdef list similar_tokens
    cdef Best best
    cdef int words, compared
    cdef int[::1] near, part, more, kept, found, parts, half
    cdef double[::1] likely, certain
    cdef unsigned char[::1] letters

    @cython.locals(k=int, sound=Sound, similar=Similar, mention=Mentioned)
    cpdef take(self, Mention given, double unknown, double well_known)

    @cython.locals(k=int, similar=Similar)
    cpdef hand_over(self, Aligner judge)

    @cython.locals(found=Similar)
    cpdef Similar similar(self, Sound sound, int most)

    cdef _remember(self, object key, Similar found)

    cpdef Similar similar_to_own(self, Sound sound)

    cdef int _number(self, Sound sound) noexcept

    @cython.locals(known=int, found=Similar)
    cdef Similar _find_similar(self, Sound sound, int most)

    @cython.locals(count=int, k=int)
    cdef Similar _look_for_similar(self, Sound sound, int most, int known)

    @cython.locals(found=int, least=int, first=int, n=int)
    cdef int _add_promising(self, int most, int count) except -1

    @cython.locals(promising=cython.p_longlong, at=int)
    cdef int _keep_once(self, int token, int promise, int count) noexcept

    @cython.locals(telling=int)
    cdef int _near(self, int most, int[::1] out) except -1

    @cython.locals(at=int)
    cdef Similar _judged(self, int known, int count, double least)

    @cython.locals(count=int, text=str, found=Similar)
    cdef Similar _as_one(self, Sound first, Sound second)

    @cython.locals(count=int)
    cpdef find(self)

    cpdef bint is_capped(self)

    @cython.locals(mention=Mentioned, total=double, at=int, readings=int, worth=double, count=int)
    cdef int look(self) except -1

    @cython.locals(fewest=int, kept=int, k=int, is_org=int, worth=int)
    cdef int _worth_scoring(self, int count) noexcept

    @cython.locals(mention=Mentioned, holders=NameFinder, info=double, last=int, similar=Similar, sound=Sound, mark=int)
    cdef _ask_word(self, int at, int readings)

    cdef _tell(self, Similar similar, double info)

    @cython.locals(size=int, at=int, first=int, rest=int)
    cdef _ask_halves(self, str script, str text, double info)

    @cython.locals(target=int, start=int, end=int, at=int, first=int, rest=int)
    cdef _ask_neighbours(self, const int[::1] row, double info)

    @cython.locals(k=int)
    cdef int _half(self, const int[::1] row, int start, int end) except -2

    cdef _ask_token(self, int token, double info)

    @cython.locals(mention=Mentioned, at=int, sound=Sound, info=double)
    cdef _ask_pieces(self, int readings)

    @cython.locals(mention=Mentioned, before=int, at=int, similar=Similar)
    cdef _ask_pairs(self)

    @cython.locals(mention=Mentioned, told=double, at=int, words=int, token=int)
    cdef _ask_acronyms(self)

    @cython.locals(at=int)
    cdef _ask_blends(self)

    @cython.locals(role=int)
    cdef int _gives_beginning(self, int at) noexcept

    @cython.locals(sound=Sound, text=str, following=int, longest=int, k=int, place=int)
    cdef _blend(self, int at, unsigned long long number, int words, int letters, double told)
