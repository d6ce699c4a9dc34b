"""Writes of organisations and people."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from uitkomst.organisations.kinds import ROLES_OF, OrganisationKind, RoleKind
from uitkomst.organisations.models import Contract, Invitation, Membership, Organisation, Person, Role

_INVITATION = timedelta(days=14)


class NoSuchRole(ValueError):
    """This role does not exist in this kind of organisation."""


def add_organisation(kind: OrganisationKind, code: str, name: str, *, valid_from: date) -> Organisation:
    """An organisation, or the one of this kind and code that is there."""
    return Organisation.objects.get_or_create(kind=kind, code=code, defaults={"name": name, "valid_from": valid_from})[0]


def add_membership(child: Organisation, parent: Organisation, *, valid_from: date) -> Membership:
    """The child lies in the parent from a day on."""
    return Membership.objects.get_or_create(child=child, parent=parent, valid_from=valid_from)[0]


def add_contract(provider: Organisation, buyer: Organisation, *, valid_from: date) -> Contract:
    """The provider works for the buyer from a day on."""
    return Contract.objects.get_or_create(provider=provider, buyer=buyer, valid_from=valid_from)[0]


def add_person(
    email: str, name: str, *, password: str | None = None, language: str = "nl", demo: bool = False, active: bool = True
) -> Person:
    """Somebody with an account. Without a password there is no log-in with one; who is not active cannot log in at all."""
    person = Person(email=Person.objects.normalize_email(email).lower(), name=name, language=language, demo=demo, is_active=active)
    person.set_password(password)
    person.save(force_insert=True)
    return person


def give_role(person: Person, organisation: Organisation, kind: RoleKind, *, valid_from: date) -> Role:
    """Give a role. Raises NoSuchRole when it does not exist in that kind of organisation."""
    if kind not in ROLES_OF[OrganisationKind(organisation.kind)]:
        raise NoSuchRole(kind)
    return Role.objects.get_or_create(
        person=person, organisation=organisation, kind=kind, valid_until=None, defaults={"valid_from": valid_from}
    )[0]


def end_role(role: Role, *, last_day: date) -> None:
    """The last day of a role."""
    role.valid_until = max(last_day, role.valid_from)
    role.save(update_fields=["valid_until"])


def add_invitation(
    *, email: str, name: str, organisation_id: int, role: RoleKind, invited_by: int | None, now: datetime
) -> tuple[Invitation, str]:
    """An invitation and the secret of its link, of which only a hash is kept. Raises NoSuchRole."""
    organisation = Organisation.objects.get(pk=organisation_id)
    if role not in ROLES_OF[OrganisationKind(organisation.kind)]:
        raise NoSuchRole(role)
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        email=email.lower(),
        name=name,
        organisation=organisation,
        role=role,
        invited_by_id=invited_by,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        created_at=now,
        expires_at=now + _INVITATION,
    )
    return made, token


def use_invitation(invitation: Invitation, person: Person, *, now: datetime, on: date) -> Role | None:
    """Give the role that somebody was invited to. None when the invitation was used in the meantime."""
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(accepted_at=now):
        return None
    return give_role(person, invitation.organisation, RoleKind(invitation.role), valid_from=on)
