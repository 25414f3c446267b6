from cpython.object cimport PyObject
from libc.string cimport memcpy


cdef extern from "Python.h":
    char* PyBytes_AS_STRING(object)
    char* PyByteArray_AS_STRING(object)
    bytes PyBytes_FromStringAndSize(const char*, Py_ssize_t)
    str PyUnicode_New(Py_ssize_t, Py_UCS4)
    unsigned char* PyUnicode_1BYTE_DATA(str)
    int PyUnicode_KIND(str)
    void* PyUnicode_DATA(str)
    Py_UCS4 PyUnicode_READ(int, void*, Py_ssize_t)
    void PyUnicode_WRITE(int, void*, Py_ssize_t, Py_UCS4)
    int PyObject_GenericSetAttr(object, object, object) except -1
    object PyType_GenericNew(type, PyObject*, PyObject*)


cdef inline object new_of(type kind):
    return PyType_GenericNew(kind, NULL, NULL)


cdef inline int set_slot(object owner, str name, object value) except -1:
    return PyObject_GenericSetAttr(owner, name, value)


cdef inline int* ints(const int[::1] numbers) noexcept:
    return <int*> &numbers[0]


cdef inline double* doubles(const double[::1] numbers) noexcept:
    return <double*> &numbers[0]


cdef inline long long* longs(const long long[::1] numbers) noexcept:
    return <long long*> &numbers[0]


cdef inline int whole(double number) noexcept:
    return <int> number


cdef inline int* ints_in(bytes row) noexcept:
    return <int*> PyBytes_AS_STRING(row)


cdef inline double* doubles_in(bytes row) noexcept:
    return <double*> PyBytes_AS_STRING(row)


cdef inline void copy_ints(int* numbers, int at, int* others, int n) noexcept:
    memcpy(numbers + at, others, n * sizeof(int))


cdef inline bytes packed_ints(int* numbers, int n):
    return PyBytes_FromStringAndSize(<char*> numbers, n * sizeof(int))


cdef inline bytes packed_doubles(double* numbers, int n):
    return PyBytes_FromStringAndSize(<char*> numbers, n * sizeof(double))


cdef inline bytes bytes_of(bytearray numbers):
    return PyBytes_FromStringAndSize(PyByteArray_AS_STRING(numbers), len(numbers))


cdef inline bytes packed_bytes(const unsigned char[::1] numbers, int n):
    return PyBytes_FromStringAndSize(<const char*> &numbers[0], n)


cdef inline str latin_text(const unsigned char[::1] codes, int at, int n):
    cdef int k
    cdef str text = PyUnicode_New(n, 127)
    cdef unsigned char* letters = PyUnicode_1BYTE_DATA(text)
    for k in range(n):
        letters[k] = 96 + codes[at + k]
    return text


cdef inline str folded_text(str text, const unsigned short[::1] codes):
    cdef Py_ssize_t k, n = len(text)
    cdef int kind = PyUnicode_KIND(text), other_kind
    cdef void* letters = PyUnicode_DATA(text)
    cdef void* others
    cdef Py_UCS4 letter, most = 0
    for k in range(n):
        letter = PyUnicode_READ(kind, letters, k)
        letter = codes[letter] if letter < <Py_UCS4> codes.shape[0] else 0
        if not letter:
            return ""
        most = max(most, letter)
    folded = PyUnicode_New(n, most)
    other_kind, others = PyUnicode_KIND(folded), PyUnicode_DATA(folded)
    for k in range(n):
        PyUnicode_WRITE(other_kind, others, k, codes[PyUnicode_READ(kind, letters, k)])
    return folded
