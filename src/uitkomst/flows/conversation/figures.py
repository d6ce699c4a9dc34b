"""The figures of a conversation: releases made for exactly its parties, each sealed by its own rule. A job makes them.

Source: definitions 6 (partner: the parties of one conversation), product.md principles 3 and 4. They are read through
``flows.show_figures`` alone; here is only when they are made, for whom, and by which rule they open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from uitkomst.conversation import operations, queries
from uitkomst.conversation.kinds import FORMS, Part, Template
from uitkomst.conversation.permissions import rules
from uitkomst.conversation.types import Conversation
from uitkomst.flows.conversation.regions import nations_of, regions_of
from uitkomst.flows.publish_figures import PublishedFor, publish_figures
from uitkomst.flows.subjects import opening_period
from uitkomst.measures import Scope
from uitkomst.organisations.kinds import OrganisationKind as Kind
from uitkomst.organisations.types import Organisation
from uitkomst.protection import CannotProtect
from uitkomst.records import jobs, withdrawal
from uitkomst.records import operations as record_operations
from uitkomst.records import queries as records
from uitkomst.records.seals import Rule
from uitkomst.records.types import SnapshotRecord
from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.verdicts import Audience

JOB = "conversation_figures"


def possible_periods(template: Template, about: Organisation, parties: Sequence[Organisation], day: date) -> list[str]:
    """Periods over which there can be figures: two years, as the frozen snapshots open for parties; the newest first."""
    found = {_opening(record) for record in _snapshots(template, about, parties, day)}
    return sorted(found, reverse=True)


def ask_figures(record: Conversation, now: datetime) -> None:
    """Ask the worker for the figures of a conversation, once per snapshot. Without a snapshot the talk goes on without figures."""
    fitting = _fitting(record, now)
    if not fitting:
        operations.mark_figures(record.pk, "none", "withdrawn" if _fitting(record, now, fallen=True) else "no_snapshot")
        return
    operations.mark_figures(record.pk, "making")
    jobs.ask(JOB, f"{record.pk}:{fitting[0].pk}", {"conversation_id": str(record.pk), "snapshot_id": str(fitting[0].pk)}, now, again=True)


def _fitting(record: Conversation, now: datetime, *, fallen: bool = False) -> list[SnapshotRecord]:
    """The snapshots over the period that was agreed, the newest of the hub first."""
    parties = [party.organisation for party in record.parties.all()]
    found = _snapshots(Template(record.template), record.about, parties, timezone.localdate(now), fallen=fallen)
    return [one for one in found if _opening(one) == record.period]


def are_newer(record: Conversation, now: datetime) -> bool:
    """Whether there is a newer snapshot than the figures of this conversation were made of: a figure may have been revised."""
    newest = next(iter(_fitting(record, now)), None)
    made = [release for release in records.releases_made_for(record.pk) if release.subject_id == record.about_id]
    if newest is None or not made:
        return False
    # After a withdrawal an older snapshot is the newest one that can still be used: that is no revision.
    return newest.pk not in {one.snapshot_id for one in made} and newest.asked_at > max(one.snapshot.asked_at for one in made)


def make_asked(*, now: datetime, conversation_id: str, on_progress: Callable[[str, int, int], None]) -> None:
    """Make at once what ``ask_figures`` asked of the worker (the demo does not wait for one)."""
    for snapshot in _fitting(queries.conversation_for_job(conversation_id), now)[:1]:
        make_conversation_figures(now=now, conversation_id=conversation_id, snapshot_id=str(snapshot.pk), on_progress=on_progress)


def make_conversation_figures(
    *, now: datetime, conversation_id: str, snapshot_id: str, on_progress: Callable[[str, int, int], None]
) -> None:
    """The job: the figures that the talk is about, the region as a whole beside them, and the region for everybody (council text).

    Done again, it changes nothing. What cannot be protected is not made: the talk goes on with what there is.
    """
    record = queries.conversation_for_job(conversation_id)
    region = _region(record, timezone.localdate(now))
    wanted = [(record.about, Audience.PARTNER)]
    if region and region.pk != record.about_id:
        wanted.append((region, Audience.PARTNER))
    if region:
        wanted.append((region, Audience.OPEN))
    made, why = 0, ""
    for at, (subject, audience) in enumerate(wanted):
        on_progress("publish", at, len(wanted))
        snapshot = snapshot_id if at == 0 else _snapshot_of_region(record, region, snapshot_id, timezone.localdate(now))
        if snapshot and not withdrawal.usable([records.snapshot_for_job(snapshot)], subject.pk):
            why = why or "withdrawn"
            continue
        try:
            if snapshot:
                published = PublishedFor(subject.pk, audience, _scope(subject), rules_of(record), str(record.pk), tuple(record.indicators))
                publish_figures(now=now, snapshot_id=snapshot, subject=published)
                made += audience is Audience.PARTNER
        except (Problem, CannotProtect) as problem:
            why = why or (problem.code if isinstance(problem, Problem) else "cannot_protect")
    with transaction.atomic():
        operations.mark_figures(record.pk, "there" if made else "none", why)
        match_seals(record.pk)


def match_seals(conversation_id: UUID | str) -> None:
    """Open to each party whose expectation is locked the seals that its own lock opens: also when the figures came after the lock.

    Holds the conversation, as whoever locks does, so that of the two the later one finds what the earlier one did.
    """
    operations.lock(conversation_id)
    record = queries.conversation_for_job(conversation_id)
    locked = {p.organisation_id: p.locked_at for p in record.parties.all() if p.locked_at and p.part != Part.CLIENT_COUNCIL}
    for release in records.releases_made_for(conversation_id):
        record_operations.lock_as_known(release.pk, locked)


def gave_up(conversation_id: str, reason: str) -> None:
    """The worker could not make the figures: the talk can go on without them."""
    operations.mark_figures(conversation_id, "none", reason)


def rules_of(record: Conversation) -> tuple[Rule, ...]:
    """The rule of each party (``permissions.rules``). Two parties in one organisation (its client council) are one reader of a release:
    the council reads it in the conversation.
    """
    parties = [party for party in record.parties.all() if party.part != Part.CLIENT_COUNCIL]
    subject = next((p.organisation_id for p in parties if p.organisation_id == record.about_id and p.part == Part.PROVIDER), None)
    locked = {party.organisation_id: party.locked_at for party in parties}
    return rules(locked, subject, days_alone=record.days_alone, until=record.expect_until)


def _snapshots(
    template: Template, about: Organisation, parties: Sequence[Organisation], day: date, *, fallen: bool = False
) -> list[SnapshotRecord]:
    """Those of the hub first: all parties know it; else the provider's own. fallen: also where it was withdrawn."""
    owners = _hubs([about, *parties], day)
    if FORMS[template].about is Kind.PROVIDER:
        found = records.frozen_snapshots([*owners, about.pk], about.pk)
    else:
        found = records.frozen_snapshots(owners)
    return found if fallen else withdrawal.usable(found, about.pk)


def _hubs(found: Sequence[Organisation], day: date) -> list[int]:
    """The nation and the regions in or above these organisations."""
    regions = regions_of(found, day)
    return [*sorted(one.pk for one in nations_of(regions, day)), *sorted(one.pk for one in regions)]


def _opening(record: SnapshotRecord) -> str:
    return opening_period(Period.parse(record.opening_period), Audience.PARTNER).name


def _scope(subject: Organisation) -> Scope:
    return Scope("provider" if subject.kind == Kind.PROVIDER else "region", subject.code)


def _region(record: Conversation, day: date) -> Organisation | None:
    """The region that stands beside: of whom it is about, else of a party."""
    return next(iter(regions_of([record.about, *(party.organisation for party in record.parties.all())], day)), None)


def _snapshot_of_region(record: Conversation, region: Organisation | None, asked: str, day: date) -> str:
    """The snapshot for the region beside: only a hub holds all deliveries of a region."""
    if region is None:
        return ""
    held = [s for s in records.frozen_snapshots(_hubs([region], day)) if _opening(s) == record.period]
    same = [s for s in held if str(s.pk) == asked]
    return str((same or held)[0].pk) if held else ""
