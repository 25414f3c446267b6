"""Fuzzing: random and damaged names, files and tables, by the thousand or the million, none of which may do harm.

    python -m benchmarks.fuzz                                  # 1,000 cases of each path, as a try
    python -m benchmarks.fuzz names --cases 200000 --seed 7    # one path for longer
    python -m benchmarks.fuzz tables --atheris --cases 200000  # led by coverage, where atheris is installed

`cases.py` makes the cases (hypothesis strategies), `paths.py` says what is done with one and what must hold, `__main__.py`
counts. A case that takes more than a second of processor time is a failure, as is any exception but a NamenormError.
"""
