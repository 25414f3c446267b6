"""How often a name is linked to the right record: `python -m benchmarks.quality --help`."""
