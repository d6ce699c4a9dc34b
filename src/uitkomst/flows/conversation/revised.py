"""Why a figure of a conversation was revised, as far as the reader may know: own deliveries by period, of others that they changed.

Whose delivery changed in a figure of several providers is not said: that would tell whom a difference comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind as Kind
from uitkomst.organisations.rights import Right, may
from uitkomst.records import queries
from uitkomst.records.types import ReleaseRecord

NEWER, MORE, GONE = "newer", "more", "gone"


@dataclass(frozen=True, slots=True)
class Revised:
    """What is known of the difference between a figure and the newest one.

    own: (period, newer | more | gone) of the reader's own deliveries, by period.
    is_provider: whether the reader delivers and may see what was delivered.
    definitions: the versions before and after when these differ, else empty.
    """

    own: tuple[tuple[str, str], ...] = ()
    is_provider: bool = False
    definitions: tuple[str, ...] = ()


def revised_for(actor: Actor, before: ReleaseRecord, after: ReleaseRecord) -> Revised:
    """The difference between the figures of two releases about the same, for one reader."""
    versions = tuple(str(one.about.get("definitions_version", "")) for one in (before, after))
    definitions = versions if all(versions) and versions[0] != versions[1] else ()
    if actor.organisation_kind != Kind.PROVIDER or not may(actor, Right.SEE_DELIVERIES):
        return Revised(definitions=definitions)
    then, since = (queries.own_deliveries_in(one.snapshot_id, actor.organisation_id) for one in (before, after))
    return Revised(changed_periods(then, since), is_provider=True, definitions=definitions)


def changed_periods(before: Mapping[str, frozenset[UUID]], after: Mapping[str, frozenset[UUID]]) -> tuple[tuple[str, str], ...]:
    """The periods whose deliveries differ: there is a newer one, one more, or none any longer."""
    found = []
    for period in sorted({*before, *after}):
        then, since = before.get(period, frozenset()), after.get(period, frozenset())
        if then != since:
            found.append((period, GONE if not since else MORE if then < since else NEWER if since - then else GONE))
    return tuple(found)
