"""Beside which figures one voice may stand: those of so many that it cannot be told whose it is.

Only the figure of the whole counts, never a group of a breakdown: whoever asks hands on no others. Source: definitions 6; issue 4, item 5.
"""

from __future__ import annotations

from collections.abc import Sequence

from .policies import POLICIES, Protected


def may_stand_beside(denominators: Sequence[int | None], audience: Protected) -> bool:
    """Whether a voice may stand beside figures with these shown denominators (None: hidden). All must be large enough; none is no."""
    thresholds = POLICIES[audience].thresholds
    least = max(thresholds.group, thresholds.persons)
    return bool(denominators) and all(number is not None and number >= least for number in denominators)
