"""Compiles the inner loops where a C compiler is at hand, and the shipped table, so that the first answer comes at once.

Neither is needed: without them the same loops run interpreted, and the table is compiled when it is first asked.
"""

import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

try:
    from Cython.Compiler import Options

    Options.buffer_max_dims = 2  # views are copied at every call, with room for so many dimensions: 8 if nothing is said
    from Cython.Build import cythonize
except ImportError:
    extensions = []
else:
    # No fused multiply-add: it rounds once where the interpreter rounds twice.
    flags = [] if sys.platform == "win32" else ["-O2", "-ffp-contract=off"]
    extensions = cythonize(
        [
            Extension(f"namenorm.kernel.{source.stem}", [source.as_posix()], extra_compile_args=flags)
            for source in sorted(Path("namenorm/kernel").glob("[!_]*.py"))
        ],
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

STORE = "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from namenorm import stored_table as s; "
STORE += "s.store_shipped(Path(sys.argv[1]) / 'namenorm' / 'data')"


def store_table(folder):
    """Put the compiled form of the shipped table beside it, if the package's dependencies are there while it is built."""
    for old in Path(folder, "namenorm", "data").glob("*.namenorm"):
        old.unlink()
    subprocess.run([sys.executable, "-c", STORE, str(Path(folder).resolve())], check=False)


class BuildPython(build_py):
    def run(self):
        super().run()
        if not self.editable_mode and not extensions:
            store_table(self.build_lib)


class BuildKernel(build_ext):
    def run(self):
        super().run()
        if not self.editable_mode and not self.inplace:  # the inner loops are at work by now
            store_table(self.build_lib)


setup(ext_modules=extensions, cmdclass={"build_py": BuildPython, "build_ext": BuildKernel})
