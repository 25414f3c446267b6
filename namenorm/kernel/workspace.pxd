cimport cython

from namenorm.kernel.features cimport NameJudge
from namenorm.kernel.finding cimport Finder
from namenorm.kernel.mention cimport Mention
from namenorm.kernel.ranking cimport Ranking, share


cdef class Workspace:
    cdef readonly Finder finder
    cdef readonly NameJudge judge
    cdef readonly Ranking ranking
    cdef const int[::1] rows
    cdef const unsigned char[::1] weak, kinds
    cdef object types
    cdef double unknown, well_known

    cpdef take(self, Mention mention)

    @cython.locals(count=int, names="int[::1]", parts="int[::1]")
    cpdef rank(self, Mention mention, only)

    @cython.locals(names="int[::1]", parts="int[::1]", kept=int, k=int)
    cdef int _of_type(self, int count, only) except -1

    @cython.locals(ranking=Ranking, names=list, weak=int)
    cpdef ranked(self)
