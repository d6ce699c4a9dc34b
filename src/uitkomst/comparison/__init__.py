"""Figures → figures with intervals; and the statistics with which units and periods are looked at fairly.

Public: ``compare.compare``. The further statistics are in one small file each, imported from where they stand.
"""
