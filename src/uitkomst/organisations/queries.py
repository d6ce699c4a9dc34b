"""Reads of organisations and people."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils import timezone

from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import NEEDS_SECOND_FACTOR, OrganisationKind, RoleKind
from uitkomst.organisations.models import Contract, Invitation, Membership, Organisation, Person, Role


class NoRole(Exception):
    """This person has no role (any more), or none in the organisation asked for."""


def valid_on(day: date, prefix: str = "") -> Q:
    """What is valid on a day: from and until are both included."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gte": day}))


def roles_of(person: Person, on: date) -> QuerySet[Role]:
    """The roles of a person on a day, in organisations that exist that day."""
    return Role.objects.filter(valid_on(on), valid_on(on, "organisation__"), person=person).select_related("organisation")


def _held(person: Person, on: date) -> list[Role]:
    """The same, without asking the database again when the roles came along with the session."""
    if person.known is None:
        return list(roles_of(person, on))
    return [role for role in person.known.roles if _holds(role, on) and _holds(role.organisation, on)]


def _holds(found: Role | Organisation, on: date) -> bool:
    return bool(found.valid_from <= on and (found.valid_until is None or found.valid_until >= on))


def organisations_of(person: Person, on: date) -> list[Organisation]:
    """The organisations in which somebody has a role, by name."""
    return sorted({role.organisation for role in _held(person, on)}, key=lambda organisation: (organisation.name, organisation.pk))


def needs_second_factor(person: Person, on: date) -> bool:
    """Whether any role of this person needs the second factor."""
    return any(role.kind in NEEDS_SECOND_FACTOR for role in _held(person, on))


def actor_for(
    person: Person, *, organisation_id: int | None = None, address: str = "", second_factor: bool = False, now: datetime | None = None
) -> Actor:
    """This person acting for an organisation (the first by name when none is named). Raises NoRole."""
    day = timezone.localdate(now) if now else timezone.localdate()
    roles = _held(person, day) if person.is_active else []
    organisations = sorted({role.organisation for role in roles}, key=lambda found: (found.name, found.pk))
    wanted = [found for found in organisations if organisation_id in (None, found.pk)]
    if not wanted:
        raise NoRole
    organisation = wanted[0]
    held = frozenset(RoleKind(role.kind) for role in roles if role.organisation_id == organisation.pk)
    kind = OrganisationKind(organisation.kind)
    return Actor(
        person_id=person.pk,
        person_name=person.name,
        organisation_id=organisation.pk,
        organisation_name=organisation.name,
        organisation_kind=kind,
        organisation_code=organisation.code,
        roles=held,
        address=address,
        language=person.language,
        second_factor=second_factor,
        demo=person.demo,
        beneath=beneath(organisation, day) if RoleKind.HUB_OPERATOR in held else frozenset(),
    )


def beneath(organisation: Organisation, on: date) -> frozenset[int]:
    """Ids of all that lies in an organisation on a day, at any depth, with the providers that work for any of it by contract."""
    found: set[int] = {organisation.pk}
    look: set[int] = {organisation.pk}
    while look:
        children = set(Membership.objects.filter(valid_on(on), parent_id__in=look).values_list("child_id", flat=True))
        look = children - found
        found |= look
    providers = Contract.objects.filter(valid_on(on), buyer_id__in=found).values_list("provider_id", flat=True)
    return frozenset((found | set(providers)) - {organisation.pk})


def organisation(kind: OrganisationKind, code: str) -> Organisation | None:
    """One organisation by kind and code, or None."""
    return Organisation.objects.filter(kind=kind, code=code).first()


def organisation_by_id(organisation_id: int) -> Organisation:
    """One organisation by its number. Raises Organisation.DoesNotExist."""
    return Organisation.objects.get(pk=organisation_id)


def named(ids: frozenset[int]) -> list[Organisation]:
    """Organisations by number, by kind and name."""
    return list(Organisation.objects.filter(pk__in=ids))


def parents_of(organisation_id: int, on: date, kind: OrganisationKind) -> list[Organisation]:
    """The organisations of a kind in which this one lies on a day."""
    return list(
        Organisation.objects.filter(pk__in=Membership.objects.filter(valid_on(on), child_id=organisation_id).values("parent_id"), kind=kind)
    )


def of_kind(kind: OrganisationKind, on: date) -> list[Organisation]:
    """Every organisation of a kind that is there on a day, by name."""
    return list(Organisation.objects.filter(valid_on(on), kind=kind).order_by("name"))


def children_of(organisation_id: int, on: date, kind: OrganisationKind) -> list[Organisation]:
    """The organisations of a kind that lie in this one on a day."""
    return list(
        Organisation.objects.filter(pk__in=Membership.objects.filter(valid_on(on), parent_id=organisation_id).values("child_id"), kind=kind)
    )


def providers_of(buyer_ids: list[int], on: date) -> list[Organisation]:
    """The providers that work for any of these municipalities and regions by contract on a day."""
    providers = Contract.objects.filter(valid_on(on), buyer_id__in=buyer_ids).values("provider_id")
    return list(Organisation.objects.filter(pk__in=providers))


def lies_in(child_id: int, parent_id: int) -> bool:
    """Whether one organisation was ever put in another."""
    return Membership.objects.filter(child_id=child_id, parent_id=parent_id).exists()


def works_for(provider_id: int, buyer_id: int) -> bool:
    """Whether a provider ever had a contract with a buyer."""
    return Contract.objects.filter(provider_id=provider_id, buyer_id=buyer_id).exists()


def buyers_of(provider_id: int, on: date) -> list[Organisation]:
    """The municipalities and regions that a provider works for by contract on a day."""
    buyers = Contract.objects.filter(valid_on(on), provider_id=provider_id).values("buyer_id")
    return list(Organisation.objects.filter(pk__in=buyers))


def people_of(actor: Actor, on: date) -> list[Role]:
    """The roles held in the organisation acted for, for its administrator; empty for anybody else."""
    from uitkomst.organisations.rights import Right, may

    if not may(actor, Right.SEE_PEOPLE):
        return []
    return list(Role.objects.filter(valid_on(on), organisation_id=actor.organisation_id).select_related("person").order_by("person__name"))


def demo_people() -> list[Person]:
    """The accounts of the demo, in the order in which they were made; empty outside the demo."""
    from django.conf import settings

    return list(Person.objects.filter(demo=True, is_active=True).order_by("pk")) if settings.DEMO else []


def open_invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation that a link belongs to, while it can still be used."""
    return (
        Invitation.objects.filter(token_hash=sha256(token.encode()).hexdigest(), accepted_at=None, withdrawn_at=None, expires_at__gt=now)
        .select_related("organisation")
        .first()
    )


def has_role(email: str, organisation_id: int, role: RoleKind, on: date) -> bool:
    """Whether somebody with this address has a role in an organisation on a day."""
    return Role.objects.filter(valid_on(on), person__email__iexact=email, organisation_id=organisation_id, kind=role).exists()


def person_by_email(email: str) -> Person | None:
    """Somebody by address, or None."""
    return Person.objects.filter(email__iexact=email).first()


def has_demo_people() -> bool:
    """Whether this database was made for the demo."""
    return Person.objects.filter(demo=True).exists()


def has_other_people() -> bool:
    """Whether somebody has a real account here."""
    return Person.objects.filter(demo=False).exists()
