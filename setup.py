"""Compiles the inner loops where a C compiler is at hand; without one the same file runs interpreted."""

from setuptools import Extension, setup

try:
    from Cython.Build import cythonize
except ImportError:
    extensions = []
else:
    extensions = cythonize(
        [Extension("namenorm._kernel", ["namenorm/_kernel.py"], extra_compile_args=["-O2"])],
        compiler_directives={
            "language_level": 3,
            "boundscheck": False,
            "wraparound": False,
            "cdivision": True,
            "initializedcheck": False,
        },
    )
    for extension in extensions:
        extension.optional = True  # set here, because cythonize makes new extensions and forgets it

setup(ext_modules=extensions)
