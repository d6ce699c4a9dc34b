"""Remind by mail: that something waits, never what. Once for each thing, in office hours, and not who does not want it.

It goes to the people of a party who take part: named as participant, or who agreed, expected or began for it; when none of these still
has an account and the right, to all who may speak for that party. Better one reminder too few than one too many (D81).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from uitkomst.care.rules import next_allowed
from uitkomst.conversation import due, reminders
from uitkomst.conversation.kinds import part_of
from uitkomst.conversation.types import Party
from uitkomst.flows import mail
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.holders import holders, person_by_id
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import Right
from uitkomst.organisations.types import Person
from uitkomst.records import audit
from uitkomst.vocabulary.texts import read_texts

_SALT = "uitkomst.reminders"
_SURELY_DEAD = timedelta(minutes=10)


@dataclass(slots=True)
class Round:
    """What one round did."""

    sent: int = 0
    later: int = 0
    unsure: int = 0


def may_go(now: datetime) -> bool:
    """Whether reminders go now: on working days, outside the quiet hours; never in the demo, which mails nobody."""
    local = timezone.localtime(now)
    return not settings.DEMO and mail.can_send() and local.weekday() < 5 and next_allowed(local) <= local


def send_reminders(*, now: datetime) -> Round:
    """One letter a person, whatever waits. What it is about is marked as told before the letter is handed over."""
    done = Round(unsure=reminders.give_up(now - _SURELY_DEAD))
    if may_go(now):
        waiting = _waiting(now)
        quiet = reminders.want_none([person.pk for person, _ in waiting])
        for person, keys in waiting:
            if person.pk not in quiet:
                _one(person, keys, now, done)
    return done


def _one(person: Person, keys: list[str], now: datetime, done: Round) -> None:
    with transaction.atomic():
        fresh = reminders.take(person.pk, keys, now=now)
    if not fresh:
        return
    try:
        _send(person)
    except mail.NotSent as not_sent:
        (reminders.give_back if not_sent.certain else reminders.unsure)(person.pk, fresh)
        done.later, done.unsure = done.later + not_sent.certain, done.unsure + (not not_sent.certain)
        return
    with transaction.atomic():
        reminders.sent(person.pk, fresh)
        audit.record(None, now=now, action="E", event="reminder.sent", object_type="person", object_id=str(person.pk))
    done.sent += 1


def _waiting(now: datetime) -> list[tuple[Person, list[str]]]:
    """Everybody for whom something waits, with what."""
    people: dict[int, Person] = {}
    keys: dict[int, list[str]] = {}
    for one in due.due(now):
        for person in _who(one.party, now):
            people[person.pk] = person
            keys.setdefault(person.pk, []).append(one.key)
    return [(people[pk], keys[pk]) for pk in sorted(people)]


def _who(party: Party, now: datetime) -> Iterator[Person]:
    kind = OrganisationKind(party.organisation.kind)
    may = [p for p, roles in holders(party.organisation, Right.CONVERSE, timezone.localdate(now)) if part_of(kind, roles) == party.part]
    named = list(party.participants.all())
    here = {_name(one.name) for one in named if one.left_at is None}
    left = {_name(one.name) for one in named if one.left_at} - here
    acted = {party.agreed_by_id, party.locked_by_id, party.conversation.started_by_id, *(one.named_by_id for one in named)}
    staying = [person for person in may if _name(person.name) not in left]
    yield from [person for person in staying if _name(person.name) in here or person.pk in acted] or staying


def _name(name: str) -> str:
    return " ".join(name.casefold().split())


def _send(person: Person) -> None:
    """Hand one letter over. Raises NotSent."""
    texts = read_texts("uitkomst.flows.conversation", "reminder", person.language)
    stop = f"{settings.SITE_ADDRESS}/reminders/stop/{signing.dumps(person.pk, salt=_SALT)}/"
    mail.send(to=person.email, subject=texts["subject"], text=texts["text"].format(link=f"{settings.SITE_ADDRESS}/", stop=stop))


def wants_reminders(*, actor: Actor) -> bool:
    """The own setting."""
    return not reminders.want_none([actor.person_id])


def set_reminders(*, actor: Actor, now: datetime, wanted: bool) -> None:
    """Change the own setting; the same again changes nothing."""
    with transaction.atomic():
        if reminders.set_wanted(actor.person_id, wanted, now=now):
            event = "reminders.on" if wanted else "reminders.off"
            audit.record(actor, now=now, action="U", event=event, object_type="person", object_id=str(actor.person_id))


def is_link_to_stop(*, token: str) -> bool:
    """Whether the link in a reminder leads somewhere; a look changes nothing."""
    return _behind(token) is not None


def stop_by_link(*, token: str, now: datetime, address: str) -> None:
    """No more reminders, by the link in one. A second time changes nothing. Raises NotFound."""
    person = _behind(token)
    if person is None:
        raise NotFound
    with transaction.atomic():
        if reminders.set_wanted(person.pk, False, now=now):
            audit.record(
                None,
                now=now,
                action="U",
                event="reminders.off",
                object_type="person",
                object_id=str(person.pk),
                address=address,
                ground="link",
            )


def _behind(token: str) -> Person | None:
    try:
        return person_by_id(int(signing.loads(token, salt=_SALT)))
    except (signing.BadSignature, ValueError, TypeError):
        return None
