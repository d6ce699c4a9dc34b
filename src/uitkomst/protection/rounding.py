"""Rounding of the open audience: to the nearest multiple of 5, halves cannot occur.

Source: CBS StatLine Jeugdhulp (tables 85097NED, 85094NED): counts 0-7 secret, others a multiple of 5; methods 2.1; definitions 6.
"""

from __future__ import annotations


def round_to(count: int, base: int) -> int:
    """The nearest multiple of an odd base; base 1 gives the count itself."""
    return count if base == 1 else (count + base // 2) // base * base
