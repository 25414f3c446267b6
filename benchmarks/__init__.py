"""Measurements of namenorm beside what people use today: quality and speed. Not part of the package."""
