cimport cython

from namenorm.kernel._pointers cimport new_of, set_slot
from namenorm.kernel.features cimport NameJudge
from namenorm.kernel.lookup cimport TokenNumbers
from namenorm.kernel.mention cimport Mention
from namenorm.kernel.parts cimport Mentioned
from namenorm.kernel.plain_names cimport PlainNames
from namenorm.kernel.ranking cimport probability
from namenorm.kernel.sounds cimport Sound
from namenorm.kernel.tidy cimport TidyLetters


@cython.final
@cython.no_gc
@cython.freelist(32)
cdef class Side:
    cdef readonly Mention mention
    cdef readonly str key, name


@cython.final
cdef class Telling:
    cdef TokenNumbers numbers
    cdef const double[::1] infos
    cdef double unknown, well_known

    @cython.locals(token=int)
    cpdef double info(self, Sound sound) except -1

    @cython.locals(at=int)
    cpdef tell(self, Mentioned names)


@cython.final
cdef class PairJudge:
    cdef Mentioned one, other
    cdef NameJudge judge
    cdef Telling telling

    cpdef NameJudge take(self, Mention one, Mention other)

    @cython.locals(judge=NameJudge)
    cpdef double probability(self, Mention one, Mention other, int is_org) except -1


@cython.final
cdef class Pairs:
    cdef TidyLetters tidy
    cdef PlainNames plain_names
    cdef object side, new_judge, comparison, account
    cdef readonly list idle
    cdef readonly list remembered
    cdef readonly int is_org
    cdef int most

    cpdef compare(self, name, other)

    @cython.locals(one=Side, two=Side, judge=PairJudge, p=double)
    cpdef double probability(self, name, other) except -1

    @cython.locals(place=Py_ssize_t, found=Side)
    cpdef Side read(self, name)

    @cython.locals(letters=str, mention=Mention, side=Side)
    cdef Side _short_way(self, name)

    cpdef PairJudge borrow(self)
    cpdef give_back(self, PairJudge judge)
