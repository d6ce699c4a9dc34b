"""Start a conversation: which template, about whom, with whom. The parties are found by contract and region, never typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from uitkomst.conversation import operations, queries
from uitkomst.conversation.kinds import FORMS, PART_OF, Part, Template, part_of
from uitkomst.conversation.types import Conversation
from uitkomst.flows.conversation.figures import possible_periods
from uitkomst.flows.conversation.regions import nations_of, regions_of
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations import queries as organisations
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind as Kind
from uitkomst.organisations.rights import Right
from uitkomst.organisations.types import Organisation

_DAYS_TO_EXPECT = 28
"""Proposed when a conversation begins; the parties choose the day together."""


@dataclass(frozen=True, slots=True)
class StartForm:
    """What can be chosen. others: organisations that share a contract or region with the own one. partners: for a learning group."""

    templates: tuple[Template, ...]
    others: tuple[Organisation, ...]
    partners: tuple[Organisation, ...]


def show_start_form(*, actor: Actor, now: datetime) -> StartForm:
    """What somebody can start. Holds no figure. Raises MayNot."""
    with one_act(actor, Right.CONVERSE, now=now, action="R", event="conversation.start_shown", about="conversation") as act:
        act.unlogged = True
        own = organisations.organisation_by_id(actor.organisation_id)
        others = _neighbours(actor, now)
        templates = [t for t in Template if _own_part(actor) in FORMS[t].parts and _about(actor, t, own, [], now)]
        if not others:
            templates = [t for t in templates if FORMS[t].fewest < 2]
        partners = _partners(own, now) if Template.LEARNING_GROUP in templates else []
        return StartForm(tuple(templates), tuple(others), tuple(partners))


def start_conversation(*, actor: Actor, now: datetime, template: Template, with_ids: Sequence[int], council: bool = False) -> Conversation:
    """A conversation in preparation. council: the own client council takes part as well.

    Raises MayNot, NotFound, Refused (parties_too_few, no_contract, partner_elsewhere).
    """
    with one_act(actor, Right.CONVERSE, now=now, action="C", event="conversation.started", about="conversation") as act:
        own = organisations.organisation_by_id(actor.organisation_id)
        partners = _partners(own, now)
        known = {one.pk: one for one in (*_neighbours(actor, now), *partners)}
        if template is not Template.LEARNING_GROUP and set(with_ids) & {one.pk for one in partners}:
            raise Refused("partner_elsewhere")
        if any(pk not in known for pk in with_ids):
            raise Refused("no_contract")
        others = [known[pk] for pk in dict.fromkeys(with_ids)]
        about = _about(actor, template, own, others, now)
        parties = [(own.pk, _own_part(actor)), *((one.pk, PART_OF[Kind(one.kind)]) for one in others)]
        if council:
            parties.append((own.pk, Part.CLIENT_COUNCIL))
        form = FORMS[template]
        if about is None or any(part not in form.parts for _, part in parties):
            raise Refused("no_contract")
        if len(parties) < form.fewest:
            raise Refused("parties_too_few")
        earlier = queries.last_before(template, about.pk, parties)
        days_alone = settings.PROVIDER_FIRST_DAYS if about.kind == Kind.PROVIDER and others else 0
        until = timezone.localdate(now) + timedelta(days=_DAYS_TO_EXPECT + days_alone)
        periods = possible_periods(template, about, [own, *others], timezone.localdate(now))
        record = operations.add_conversation(
            actor,
            now=now,
            template=template,
            about_id=about.pk,
            parties=parties,  # type: ignore[arg-type]
            period=periods[0] if periods else "",
            indicators=list(earlier.indicators) if earlier else [],
            goals=earlier.goals if earlier else "",
            earlier=earlier,
            days_alone=days_alone,
            expect_until=timezone.make_aware(datetime.combine(until, time(23, 59))),
        )
        act.object_id, act.detail = str(record.pk), template.value
        return record


def _own_part(actor: Actor) -> Part:
    part = part_of(actor.organisation_kind, actor.roles)
    if part is None or part is Part.CLIENT_COUNCIL:
        raise NotFound
    return part


def _neighbours(actor: Actor, now: datetime) -> list[Organisation]:
    """Those with whom a contract or a region is shared: buyers of a provider, providers and region of a municipality."""
    day = timezone.localdate(now)
    found: dict[int, Organisation] = {}
    buyers: list[Organisation] = []
    if actor.organisation_kind is Kind.PROVIDER:
        buyers = organisations.buyers_of(actor.organisation_id, day)
        for buyer in list(buyers):
            if buyer.kind == Kind.REGION:
                buyers += organisations.children_of(buyer.pk, day, Kind.MUNICIPALITY)
    elif actor.organisation_kind is Kind.MUNICIPALITY:
        regions = organisations.parents_of(actor.organisation_id, day, Kind.REGION)
        buyers = [*regions, *(m for region in regions for m in organisations.children_of(region.pk, day, Kind.MUNICIPALITY))]
        buyers += organisations.providers_of([actor.organisation_id, *(region.pk for region in regions)], day)
    elif actor.organisation_kind is Kind.REGION:
        places = organisations.children_of(actor.organisation_id, day, Kind.MUNICIPALITY)
        buyers = [*places, *organisations.providers_of([actor.organisation_id, *(place.pk for place in places)], day)]
    for one in buyers:
        if one.pk != actor.organisation_id:
            found[one.pk] = one
    return sorted(found.values(), key=lambda one: (one.kind, one.name))


def _partners(own: Organisation, now: datetime) -> list[Organisation]:
    """Who takes part in a learning group without a contract: knowledge partners, and the nation above the region."""
    day = timezone.localdate(now)
    found = (*organisations.of_kind(Kind.KNOWLEDGE_PARTNER, day), *nations_of(regions_of([own], day), day))
    return [one for one in found if one.pk != own.pk]


def _about(actor: Actor, template: Template, own: Organisation, others: Sequence[Organisation], now: datetime) -> Organisation | None:
    """Whom the figures are about: the provider of a bilateral or team talk; the region of a table or learning group."""
    kind = FORMS[template].about
    all_of_them = [own, *others]
    if kind is Kind.PROVIDER:
        if template is Template.TEAM_TALK:
            return own if own.kind == Kind.PROVIDER else None
        providers = [one for one in all_of_them if one.kind == Kind.PROVIDER]
        # Before the others are chosen (the form itself) any template with a provider to choose is possible.
        return providers[0] if len(providers) == 1 else (own if not others else None)
    return next(iter(regions_of(all_of_them, timezone.localdate(now))), None)
