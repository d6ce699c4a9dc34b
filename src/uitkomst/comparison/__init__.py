"""Figures → figures with intervals; and the statistics with which units and periods are looked at fairly.

Public: ``compare``. The further statistics are in one small file each.
"""

from .compare import compare

__all__ = ["compare"]
