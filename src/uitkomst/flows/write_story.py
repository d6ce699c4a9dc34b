"""Write the story beside an indicator, once per indicator and period; with additions for one place. Source: product.md (the story)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused, Sealed
from uitkomst.measures.definitions import load_definitions
from uitkomst.organisations import queries as organisations
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.organisations.types import Organisation
from uitkomst.records import operations, queries
from uitkomst.records.types import Story
from uitkomst.vocabulary.typed import clean

LONGEST_STORY = 10_000


def write_story(
    *,
    actor: Actor,
    now: datetime,
    release_id: UUID | str,
    indicator: str,
    text: str,
    version: int | None = None,
    place_id: int | None = None,
) -> Story:
    """Keep a new text of the own story (empty: take it back). version: the one that was read, 0 when there was none.

    place_id: a municipality or region that works with the writer, for a local addition. Raises NotFound, MayNot, Sealed,
    Refused (story_too_long, story_changed with what stands there now in ``details["latest"]``).
    """
    about = {"now": now, "action": "U", "event": "story.written", "about": "story", "object_id": release_id}
    with one_act(actor, Right.WRITE_STORY, **about) as act:  # type: ignore[arg-type]
        record = queries.release(actor, release_id, Right.WRITE_STORY)
        definition = load_definitions().get(indicator)
        if record is None or record.subject_id != actor.organisation_id or definition is None or definition.context:
            raise NotFound
        seal = queries.seal_of(record, actor.organisation_id, now)
        if not seal.is_open:
            raise Sealed(record.pk, seal.why.value, seal.until)
        if len(text) > LONGEST_STORY:
            raise Refused("story_too_long", most=LONGEST_STORY)
        if place_id is not None and place_id not in {place.pk for place in places_for(actor, now)}:
            raise NotFound
        act.detail = f"{indicator} {record.opening_period}"
        try:
            return operations.write_story(
                organisation_id=actor.organisation_id,
                indicator=indicator,
                period=record.opening_period,
                place_id=place_id,
                text=clean(text),
                version=version,
                actor=actor,
                now=now,
            )
        except operations.Changed as changed:
            who = changed.latest.written_by.name if changed.latest else "-"
            raise Refused("story_changed", who=who, latest=changed.latest) from None


def places_for(actor: Actor, now: datetime) -> list[Organisation]:
    """The municipalities and regions for which a provider can add to its story: those that it works for by contract."""
    return organisations.buyers_of(actor.organisation_id, timezone.localdate(now))
