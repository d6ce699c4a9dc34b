"""Shown numerators on one denominator may not differ by fewer than 3 units: the narrower variant is hidden.

Together the shown variants cut the denominator into classes; every class that can be computed must hold 0 < 3 <= units.
Source: definitions 6 ("variants on one denominator are one distribution over classes").
"""

from collections.abc import Mapping

from uitkomst.protection.policies import Thresholds

REASON = "secondary"


def hides_variants(counts: Mapping[str, int], sets: Mapping[str, frozenset[str]], everything: int, thresholds: Thresholds) -> set[str]:
    """counts: numerator of each variant still shown; sets: its classes; everything: the denominator."""
    shown: dict[frozenset[str], int] = {}
    hidden = set()
    for variant in sorted(counts, key=lambda v: (-len(sets[v]), v)):
        atoms = sets[variant]
        if shown.get(atoms) == counts[variant] or all(
            size >= thresholds.few for size in _differences(atoms, counts[variant], shown, everything)
        ):
            shown[atoms] = counts[variant]
        else:
            hidden.add(variant)
    return hidden


def _differences(atoms: frozenset[str], count: int, shown: Mapping[frozenset[str], int], everything: int) -> list[int]:
    found = []
    for other, size in shown.items():
        if atoms < other:
            found.append(size - count)
        elif other < atoms:
            found.append(count - size)
        elif not atoms & other:
            found.append(everything - count - size)
    return found
