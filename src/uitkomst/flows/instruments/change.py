"""What the scores of one scale say over time: how much changed, whether that is more than the scale's own error, and in which area.

Source: Jacobson & Truax (1991), J Consult Clin Psychol 59:12. Said of one client, to talk about; never a judgement of the help.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from uitkomst.care.rules import age_on
from uitkomst.care.types import Client, Informant, Score
from uitkomst.comparison.reliable_change import RELIABLE, reliable_change_index, standard_error_of_difference
from uitkomst.questionnaires.norms import Norm, area, norm_for


class Said(StrEnum):
    """fewer, more: changed more than the error of the scale, towards fewer or more problems. within: not. no_norm: cannot be said."""

    FEWER = "fewer"
    MORE = "more"
    WITHIN = "within"
    NO_NORM = "no_norm"


@dataclass(frozen=True, slots=True)
class Point:
    """A score on a day. area: what the manual calls where it lies, "" when nothing."""

    score_id: int
    day: date
    value: float
    area: str


@dataclass(frozen=True, slots=True)
class ScaleShown:
    """One scale of one informant over time. said: between the first and the last, None with one score. index: the reliable change index.

    least: how much must at least change to be more than error.
    """

    instrument: str
    scale: str
    informant: Informant
    points: tuple[Point, ...]
    said: Said | None
    index: float
    least: float
    norm: Norm | None


def scales(client: Client, scores: Iterable[Score], norms: Sequence[Norm]) -> list[ScaleShown]:
    """Every scale that was scored, by instrument, scale and informant."""
    found: dict[tuple[str, str, int], list[Score]] = {}
    for score in scores:
        found.setdefault((score.instrument, score.scale, score.informant_id), []).append(score)
    return [_scale(client, of, norms) for of in found.values()]


def _scale(client: Client, of: list[Score], norms: Sequence[Norm]) -> ScaleShown:
    first, last = of[0], of[-1]
    # The age at the first score: both are read with the same norm, or a birthday would look like a change.
    age = age_on(client.born, first.taken_on)
    norm = norm_for(norms, first.instrument, first.scale, first.informant.kind, client.sex, age)
    points = tuple(Point(one.pk, one.taken_on, float(one.value), area(norm, float(one.value)) if norm else "") for one in of)
    index = reliable_change_index(points[0].value, points[-1].value, norm.sd, norm.reliability) if norm else 0.0
    least = RELIABLE * standard_error_of_difference(norm.sd, norm.reliability) if norm else 0.0
    return ScaleShown(
        last.instrument, last.scale, last.informant, points, _said(norm, index) if len(points) > 1 else None, index, least, norm
    )


def _said(norm: Norm | None, index: float) -> Said:
    if norm is None:
        return Said.NO_NORM
    if abs(index) < RELIABLE:
        return Said.WITHIN
    return Said.MORE if (index > 0) == (norm.direction == "higher_is_more_problems") else Said.FEWER
