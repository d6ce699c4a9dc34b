"""People of one organisation, for its administrator: who has which role, who is invited, and what can be changed about it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Q

from uitkomst.organisations.kinds import RoleKind
from uitkomst.organisations.models import Invitation, Person, Role
from uitkomst.organisations.queries import valid_on


def role_here(role_id: int, organisation_id: int, on: date) -> Role | None:
    """One role in an organisation that is held on a day."""
    return Role.objects.filter(valid_on(on), pk=role_id, organisation_id=organisation_id).select_related("person", "organisation").first()


def person_here(person_id: int, organisation_id: int) -> Person | None:
    """Somebody who has or had a role in an organisation."""
    return Person.objects.filter(pk=person_id, roles__organisation_id=organisation_id, is_active=True).distinct().first()


def known_here(organisation_id: int) -> list[Person]:
    """Everybody who has or had a role in an organisation, by name."""
    return list(Person.objects.filter(roles__organisation_id=organisation_id, is_active=True).distinct().order_by("name", "pk"))


def others_with(role: Role, on: date) -> bool:
    """Whether somebody else has the same role there, today and from now on."""
    lasting = Q(valid_until__isnull=True)
    same = Role.objects.filter(valid_on(on) & lasting, organisation_id=role.organisation_id, kind=role.kind, person__is_active=True)
    return same.exclude(person_id=role.person_id).exists()


def last_day(role: Role, day: date) -> None:
    """The last day of a role, today or later."""
    role.valid_until = max(day, role.valid_from)
    role.save(update_fields=["valid_until"])


def take_back(role: Role, today: date) -> None:
    """End a role at once. One that began today was never held for a day: it goes; the audit log knows of it."""
    if role.valid_from >= today:
        role.delete()
        return
    role.valid_until = today - timedelta(days=1)
    role.save(update_fields=["valid_until"])


def has_any_role(person_id: int, on: date) -> bool:
    """Whether somebody has a role anywhere on a day."""
    return Role.objects.filter(valid_on(on), valid_on(on, "organisation__"), person_id=person_id).exists()


def end_sessions(person_id: int, now: datetime) -> int:
    """End every session of a person. How many."""
    theirs = [one.pk for one in Session.objects.filter(expire_date__gt=now) if one.get_decoded().get("_auth_user_id") == str(person_id)]
    return Session.objects.filter(pk__in=theirs).delete()[0]


def open_invitations(organisation_id: int, now: datetime) -> list[Invitation]:
    """Invitations to an organisation that can still be taken, the newest first."""
    still = Invitation.objects.filter(organisation_id=organisation_id, accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    return list(still.select_related("invited_by").order_by("-created_at"))


def withdraw_invitation(invitation_id: int, organisation_id: int, now: datetime) -> Invitation | None:
    """Withdraw an invitation to an organisation; None when there is no such open one."""
    found = Invitation.objects.filter(pk=invitation_id, organisation_id=organisation_id, accepted_at=None, withdrawn_at=None).first()
    if found is None or not Invitation.objects.filter(pk=found.pk, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now):
        return None
    return found


def has_role_now(person_id: int, organisation_id: int, kind: RoleKind, on: date) -> bool:
    """Whether somebody has a role in an organisation on a day, without an end."""
    return Role.objects.filter(valid_on(on), person_id=person_id, organisation_id=organisation_id, kind=kind, valid_until=None).exists()
