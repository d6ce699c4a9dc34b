"""The rules that hide a figure for what it says itself, one file each, found by name (see ``policies.py``).

A rule has REASON and one of these functions:
``hides_group(cell, thresholds)``: the whole row is hidden; ``hides_numerator(cell, thresholds)``: numerator and value are hidden;
``hides_variants(counts, sets, thresholds)``: variants to hide because of each other; ``merge(cells, thresholds)``: classes together.
"""
