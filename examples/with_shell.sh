#!/bin/sh
# A pipe: the names that nobody can be sure of, out of a CSV file that comes in on standard input.
namenorm canonicalize - -c name -q < "$(dirname "$0")/mentions.csv" | grep ',ambiguous,'
