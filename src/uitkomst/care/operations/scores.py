"""Write scores, and load norms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from uitkomst.care.models import Change, Informant, NormTable, Score, Trajectory
from uitkomst.questionnaires.norms import Norm


def put_norms(provider_id: int, lines: Iterable[Norm], *, by: int, now: datetime) -> list[str]:
    """These norms hold from now on, for each instrument in them; what held before is kept, and not used. Returns the instruments."""
    by_instrument: dict[str, list[Norm]] = {}
    for line in lines:
        by_instrument.setdefault(line.instrument, []).append(line)
    NormTable.objects.filter(provider_id=provider_id, instrument__in=by_instrument, replaced_at=None).update(replaced_at=now)
    for instrument, of in by_instrument.items():
        NormTable.objects.create(
            provider_id=provider_id, instrument=instrument, version=of[0].version, source=of[0].source,
            lines=[one.as_stored() for one in of], loaded_by_id=by, loaded_at=now,
        )  # fmt: skip
    return sorted(by_instrument)


ScoreLine = tuple[Trajectory, Informant, tuple[str, str], date, Decimal]
"""Whose help, who filled it in, the instrument with its scale, the day, and the score."""
_SOME = 500


def put_scores(lines: Sequence[ScoreLine], *, by: int, now: datetime, source: str = "hand") -> int:
    """Scores. Another one for the same day takes its place, with what stood there in the history. Returns how many are new or changed.

    All of them together in a few statements. What somebody else enters at this very moment stays.
    """
    held = _held({line[0].pk for line in lines})
    new, changed, history, number = list[Score](), dict[int, Score](), list[Change](), 0
    for line in lines:
        made, value = _made(line, source), line[-1]
        score = held.setdefault(_key(made), made)
        if score is made:
            new.append(made)
        elif score.value == value:
            continue
        else:
            old, score.value, score.source = score.value, value, source
            history.append(_history(score, line[0].client_id, f"{old:.1f}", str(value), by=by, now=now))
            changed |= {score.pk: score} if score.pk else {}
        score.entered_by_id, score.entered_at = by, now
        number += 1
    Score.objects.bulk_create(new, ignore_conflicts=True, batch_size=_SOME)
    Score.objects.bulk_update(changed.values(), ["value", "source", "entered_by", "entered_at"], batch_size=_SOME)
    Change.objects.bulk_create(history, batch_size=_SOME)
    return number


def _made(line: ScoreLine, source: str) -> Score:
    trajectory, informant, (instrument, scale), taken_on, value = line
    return Score(
        trajectory=trajectory, informant=informant, instrument=instrument, scale=scale, taken_on=taken_on, value=value, source=source
    )


def _key(score: Score) -> tuple[UUID, int, str, str, date]:
    return score.trajectory_id, score.informant_id, score.instrument, score.scale, score.taken_on


def _held(trajectory_ids: Collection[UUID]) -> dict[tuple[UUID, int, str, str, date], Score]:
    everyone, found = sorted(trajectory_ids), list[Score]()
    for start in range(0, len(everyone), _SOME):
        found += Score.objects.filter(trajectory_id__in=everyone[start : start + _SOME])
    return {_key(one): one for one in found}


def drop_score(trajectory: Trajectory, score_id: int, *, by: int, now: datetime) -> bool:
    """This score was a mistake: it goes, and the history says so. False when it is not there."""
    score = Score.objects.filter(pk=score_id, trajectory=trajectory).first()
    if score is None:
        return False
    _history(score, trajectory.client_id, str(score.value), "", by=by, now=now).save()
    score.delete()
    return True


def _history(score: Score, client_id: UUID, old: str, new: str, *, by: int, now: datetime) -> Change:
    return Change(
        client_id=client_id, trajectory_id=score.trajectory_id, about="score", about_id=str(score.informant_id),
        field=f"{score.instrument} {score.scale}"[:30], old=f"{score.taken_on:%d-%m-%Y}: {old}", new=new, source=score.source,
        changed_by_id=by, changed_at=now,
    )  # fmt: skip
