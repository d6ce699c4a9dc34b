"""Mirrors that wait for an expectation or a reader."""

from __future__ import annotations

from datetime import datetime

from uitkomst.flows.show_figures import ReleaseListed, releases
from uitkomst.flows.start.waiting import Waiting
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import Right, may

ORDER = 20


def waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """The newest release of each subject: to expect, to wait for, or to read."""
    if not may(actor, Right.SEE_FIGURES):
        return []
    return [_release(release) for release in _newest(releases(actor=actor, now=now))]


def _newest(found: list[ReleaseListed]) -> list[ReleaseListed]:
    """The newest release of each subject, period and audience."""
    kept: dict[tuple[int, str, str], ReleaseListed] = {}
    for release in found:
        kept.setdefault((release.subject_id, release.opening_period, release.audience), release)
    return list(kept.values())


def _release(release: ReleaseListed) -> Waiting:
    details = {"subject": release.subject_name, "period": release.opening_period, "until": release.until}
    if release.asks_expectation:
        return Waiting("write_expectation", str(release.id), details)
    if release.sealed:
        return Waiting("sealed", str(release.id), details | {"why": release.why.value})
    is_region = release.subject_kind in (OrganisationKind.REGION, OrganisationKind.NATION)
    return Waiting("read_region" if is_region else "read_mirror", str(release.id), details)
