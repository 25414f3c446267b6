"""How long an answer takes, beside rapidfuzz on the same names: `python -m benchmarks.speed --help`."""
