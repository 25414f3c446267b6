"""The inner loops: plain Python that Cython compiles where a compiler is present (types stand in the `.pxd` files).

Both ways give the same answers. Names are rows of numbers here: costs are in thousandths of a nat, scripts, roles, concepts
and well-known names have numbers, and so have tokens and aliases.
"""
