"""Mirrors that wait for an expectation, a reader or a story."""

from __future__ import annotations

from datetime import datetime

from uitkomst.flows.show_figures import ReleaseListed, releases
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import Right, may
from uitkomst.records import queries

ORDER = 20


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """The newest release of each subject: to expect, to wait for, to read, or to write the first story about."""
    if not may(actor, Right.SEE_FIGURES):
        return []
    found = _newest(releases(actor=actor, now=now))
    writes = may(actor, Right.WRITE_STORY) and any(_is_own(release, actor) for release in found)
    told = queries.told_periods(actor.organisation_id) if writes else None
    return [_release(release, told is not None and _is_own(release, actor) and release.opening_period not in told) for release in found]


def _is_own(release: ReleaseListed, actor: Actor) -> bool:
    """Whether it is open and about the own organisation."""
    return not release.sealed and release.subject_id == actor.organisation_id


def _newest(found: list[ReleaseListed]) -> list[ReleaseListed]:
    """The newest release of each subject, period and audience."""
    kept: dict[tuple[int, str, str], ReleaseListed] = {}
    for release in found:
        kept.setdefault((release.subject_id, release.opening_period, release.audience), release)
    return list(kept.values())


def _release(release: ReleaseListed, asks_story: bool) -> Waiting:
    details = {"subject": release.subject_name, "period": release.opening_period, "until": release.until}
    if release.asks_expectation:
        return Waiting("write_expectation", str(release.id), details)
    if release.withdrawn_at:
        told = {"subject": release.subject_name, "period": release.opening_period, "when": release.withdrawn_at}
        return Waiting("mirror_withdrawn", str(release.id), told | {"reason": release.withdrawn_why}, less=True)
    if release.sealed:
        return Waiting("sealed", str(release.id), details | {"why": release.why.value})
    if asks_story:
        return Waiting("write_story", str(release.id), details)
    is_region = release.subject_kind in (OrganisationKind.REGION, OrganisationKind.NATION)
    return Waiting("read_region" if is_region else "read_mirror", str(release.id), details)
