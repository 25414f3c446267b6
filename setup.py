"""Compiles the inner loops where a C compiler is at hand; without one the same file runs interpreted."""

from setuptools import Extension, setup

try:
    from Cython.Build import cythonize
except ImportError:
    extensions = []
else:
    flags = {"language_level": 3, "boundscheck": False, "wraparound": False, "cdivision": True, "initializedcheck": False}
    extensions = cythonize(
        [Extension("namenorm._kernel", ["namenorm/_kernel.py"], optional=True, extra_compile_args=["-O2"])],
        compiler_directives=flags,
    )

setup(ext_modules=extensions)
