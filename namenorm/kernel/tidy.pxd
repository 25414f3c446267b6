cimport cython

from namenorm.kernel._pointers cimport folded_text

cdef int _LONGEST, _LONGEST_ELIDED, _CODES
cdef Py_UCS4 _LAST_ASCII, _LAST_LATIN, _RIGHT_QUOTE, _LEFT_QUOTE, _FIRST_CYRILLIC, _LAST_CYRILLIC


@cython.final
cdef class TidyLetters:
    cdef object elided, dotted, fold
    cdef dict folded
    cdef unsigned short[::1] codes

    @cython.locals(n=int, i=int, hyphens=int, loose=int, foreign=int, signs=int, commas=int, latin=int, cyrillic=int, c=cython.Py_UCS4,
                   before=cython.Py_UCS4, letters=str)
    cpdef str of(self, str mention)

    cpdef str straight(self, str mention)
    cpdef str key(self, str letters)

    @cython.locals(start=int)
    cdef bint _cuts_short(self, str mention, int n, int stop) except -1

    @cython.locals(before=cython.Py_UCS4, after=cython.Py_UCS4)
    cdef bint _is_a_spelling(self, str mention, int n, int sign) except -1

    @cython.locals(start=int, after=cython.Py_UCS4, is_last=bint, word=str)
    cdef bint _is_inside(self, str mention, int n, int sign) except -1

    cdef inline bint _is_letter(self, Py_UCS4 c) noexcept

    cdef str _fold_each(self, str mention)

    @cython.locals(letters=list, i=int, letter=str, folded=str)
    cdef str _fold_by_list(self, str mention)
