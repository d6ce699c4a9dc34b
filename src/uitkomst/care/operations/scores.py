"""Write scores, and load norms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

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


def put_score(
    trajectory: Trajectory, informant: Informant, key: tuple[str, str], taken_on: date, value: Decimal, *, by: int, now: datetime,
    source: str = "hand",
) -> bool:  # fmt: skip
    """One score. Another one for the same day takes its place, with what stood there in the history. False when it stood so already."""
    about = {"trajectory": trajectory, "informant": informant, "instrument": key[0], "scale": key[1], "taken_on": taken_on}
    score, made = Score.objects.get_or_create(**about, defaults={"value": value, "source": source, "entered_by_id": by, "entered_at": now})
    if made or score.value == value:
        return made
    _history(score, str(score.value), str(value), by=by, now=now)
    score.value, score.source, score.entered_by_id, score.entered_at = value, source, by, now
    score.save(update_fields=["value", "source", "entered_by", "entered_at"])
    return True


def drop_score(trajectory: Trajectory, score_id: int, *, by: int, now: datetime) -> bool:
    """This score was a mistake: it goes, and the history says so. False when it is not there."""
    score = Score.objects.filter(pk=score_id, trajectory=trajectory).first()
    if score is None:
        return False
    _history(score, str(score.value), "", by=by, now=now)
    score.delete()
    return True


def _history(score: Score, old: str, new: str, *, by: int, now: datetime) -> None:
    Change.objects.create(
        client_id=score.trajectory.client_id, about="score", about_id=str(score.informant_id),
        field=f"{score.instrument} {score.scale}"[:30], old=f"{score.taken_on:%d-%m-%Y}: {old}", new=new, source=score.source,
        changed_by_id=by, changed_at=now,
    )  # fmt: skip
