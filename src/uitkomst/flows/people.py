"""Roles of colleagues, by the administrator of accounts: give one more, end one, withdraw an invitation. Every change counts at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations import operations, people
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import RoleKind
from uitkomst.organisations.queries import organisation_by_id, people_of
from uitkomst.organisations.rights import Right
from uitkomst.organisations.types import Invitation, Person, Role

_FURTHEST = 365 * 3
"""Days: a last day further away is a typing error."""


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """Who has which role here, who is invited, and whom a role can be given."""

    roles: tuple[Role, ...]
    invitations: tuple[Invitation, ...]
    known: tuple[Person, ...]


def show_people(*, actor: Actor, now: datetime) -> PeopleShown:
    """The people of the own organisation. Raises MayNot."""
    with one_act(actor, Right.SEE_PEOPLE, now=now, action="R", event="people.shown", about="person"):
        return PeopleShown(
            tuple(people_of(actor, timezone.localdate(now))),
            tuple(people.open_invitations(actor.organisation_id, now)),
            tuple(people.known_here(actor.organisation_id)),
        )


def show_role(*, actor: Actor, now: datetime, role_id: int) -> Role:
    """One role that is held here, to change it. Raises MayNot, NotFound."""
    with one_act(actor, Right.SEE_PEOPLE, now=now, action="R", event="people.shown", about="role", object_id=role_id):
        return _role(actor, now, role_id)


def give_role(*, actor: Actor, now: datetime, person_id: int, role: str) -> Role:
    """Give somebody who is or was here a role, from today. Raises MayNot, NotFound, Refused (not_that_role, already_here)."""
    with one_act(actor, Right.INVITE, now=now, action="C", event="role.given", about="person", object_id=person_id) as act:
        act.detail = role[:40]
        person = people.person_here(person_id, actor.organisation_id)
        if person is None:
            raise NotFound
        if role not in set(RoleKind):
            raise Refused("not_that_role")
        today = timezone.localdate(now)
        if people.has_role_now(person.pk, actor.organisation_id, RoleKind(role), today):
            raise Refused("already_here")
        try:
            return operations.give_role(person, organisation_by_id(actor.organisation_id), RoleKind(role), valid_from=today)
        except operations.NoSuchRole:
            raise Refused("not_that_role") from None


def end_role(*, actor: Actor, now: datetime, role_id: int, last_day: date | None = None) -> Role:
    """End a role: at once, or after its last day. Somebody without any role left is logged out everywhere, at once.

    Raises MayNot, NotFound, Refused (last_administrator, wrong_last_day).
    """
    with one_act(actor, Right.INVITE, now=now, action="U", event="role.ended", about="person") as act:
        role, today = _role(actor, now, role_id), timezone.localdate(now)
        act.object_id, act.detail = str(role.person_id), f"{role.kind} {last_day or ''}".strip()
        if role.kind == RoleKind.ADMINISTRATOR and not people.others_with(role, today):
            raise Refused("last_administrator")
        if last_day is not None and not 0 <= (last_day - today).days <= _FURTHEST:
            raise Refused("wrong_last_day")
        if last_day is None:
            people.take_back(role, today)
        else:
            people.last_day(role, last_day)
        if not people.has_any_role(role.person_id, today):
            people.end_sessions(role.person_id, now)
        return role


def withdraw_invitation(*, actor: Actor, now: datetime, invitation_id: int) -> Invitation:
    """The link of an invitation works no more. Raises MayNot, NotFound."""
    with one_act(actor, Right.INVITE, now=now, action="D", event="invitation.withdrawn", about="person") as act:
        found = people.withdraw_invitation(invitation_id, actor.organisation_id, now)
        if found is None:
            raise NotFound
        act.object_id, act.detail = found.email, found.role
        return found


def _role(actor: Actor, now: datetime, role_id: int) -> Role:
    found = people.role_here(role_id, actor.organisation_id, timezone.localdate(now))
    if found is None:
        raise NotFound
    return found
