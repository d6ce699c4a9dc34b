"""Whether an explanation fits: is a group's figure above (or below) that of the whole, beyond chance? Never says why it is so.

Source: product.md ("Interpreting": fits, does not fit, or cannot tell). Margins that touch cannot tell anything apart; the group is part
of the whole, so this leans to 'cannot tell'.
"""

from __future__ import annotations

from enum import StrEnum


class Held(StrEnum):
    """What a breakdown says to an explanation."""

    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"
    CANNOT_TELL = "cannot_tell"


Margin = tuple[float | None, float | None]


def hold(higher: bool, group: Margin, whole: Margin) -> Held:
    """higher: the explanation says that the group's figure is above the whole's. A margin that is hidden cannot tell."""
    group_low, group_high = group
    whole_low, whole_high = whole
    if group_low is None or group_high is None or whole_low is None or whole_high is None:
        return Held.CANNOT_TELL
    if group_low > whole_high:
        return Held.FITS if higher else Held.DOES_NOT_FIT
    if group_high < whole_low:
        return Held.DOES_NOT_FIT if higher else Held.FITS
    return Held.CANNOT_TELL
