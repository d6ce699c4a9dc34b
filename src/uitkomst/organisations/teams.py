"""Teams of a provider: which provider somebody works for, which teams somebody leads, and who the colleagues are."""

from __future__ import annotations

from datetime import date

from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.models import Membership, Organisation, Person, Role
from uitkomst.organisations.queries import valid_on

GIVES_CARE = (RoleKind.PRACTITIONER, RoleKind.TEAM_LEAD)


def provider_of(actor: Actor, on: date) -> int | None:
    """The provider that this actor works for: the organisation itself, or that of the team acted for."""
    if actor.organisation_kind is OrganisationKind.PROVIDER:
        return actor.organisation_id
    if actor.organisation_kind is OrganisationKind.TEAM:
        return Membership.objects.filter(valid_on(on), child_id=actor.organisation_id).values_list("parent_id", flat=True).first()
    return None


def teams_of(provider_id: int, on: date) -> list[Organisation]:
    """The teams of a provider on a day, by name."""
    children = Membership.objects.filter(valid_on(on), parent_id=provider_id).values("child_id")
    return list(Organisation.objects.filter(valid_on(on), pk__in=children, kind=OrganisationKind.TEAM))


def teams_led(actor: Actor, on: date) -> frozenset[int]:
    """The teams of the own provider that this person leads on a day, whichever organisation is acted for."""
    provider = provider_of(actor, on)
    if provider is None:
        return frozenset()
    led = Role.objects.filter(valid_on(on), person_id=actor.person_id, kind=RoleKind.TEAM_LEAD, organisation__kind=OrganisationKind.TEAM)
    return frozenset(led.values_list("organisation_id", flat=True)) & {team.pk for team in teams_of(provider, on)}


def colleagues(provider_id: int, on: date) -> list[Person]:
    """The practitioners and team leads of a provider and its teams on a day, by name."""
    places = [provider_id, *(team.pk for team in teams_of(provider_id, on))]
    roles = Role.objects.filter(valid_on(on), organisation_id__in=places, kind__in=GIVES_CARE).values("person_id")
    return list(Person.objects.filter(pk__in=roles, is_active=True).order_by("name", "pk"))


def people_named(ids: set[int]) -> dict[int, str]:
    """The names of people by number."""
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))


def practitioners_in(teams: list[Organisation], first: date, last: date) -> dict[int, frozenset[int]]:
    """The different people who gave care in each team at some time from first to last, by number of the team; only to be counted."""
    during = Role.objects.filter(organisation__in=teams, kind__in=GIVES_CARE, valid_from__lte=last)
    during = during.exclude(valid_until__lt=first)
    found: dict[int, set[int]] = {team.pk: set() for team in teams}
    for team, person in during.values_list("organisation_id", "person_id"):
        found[team].add(person)
    return {team: frozenset(people) for team, people in found.items()}
