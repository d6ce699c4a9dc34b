"""The teams of one provider, for who keeps them: what they are called, from when until when, and who works in them.

A team has a code, by which the files of the provider know it, and a name, by which people know it. Its organisation has the code
``kvk/code``, because a team exists only inside its provider (decision D20).
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.models import Membership, Organisation, Person, Role
from uitkomst.organisations.teams import GIVES_CARE


def code_of(team: Organisation) -> str:
    """What the files of the provider call a team; its name when it has no code inside its provider."""
    return team.code.partition("/")[2] or team.name


def words_of(team: Organisation) -> frozenset[str]:
    """Everything that a file may call a team, in small letters: its code and its name."""
    return frozenset(word.lower() for word in (code_of(team), team.name, team.code))


def all_teams(provider_id: int) -> list[Organisation]:
    """Every team that a provider has or had, by name."""
    children = Membership.objects.filter(parent_id=provider_id).values("child_id")
    return list(Organisation.objects.filter(pk__in=children, kind=OrganisationKind.TEAM))


def team_here(team_id: int, provider_id: int) -> Organisation | None:
    """One team of a provider, or None."""
    return next((team for team in all_teams(provider_id) if team.pk == team_id), None)


def members(team_ids: list[int]) -> list[Role]:
    """Who works or worked in these teams, by name and day."""
    found = Role.objects.filter(organisation_id__in=team_ids, kind__in=GIVES_CARE).select_related("person", "organisation")
    return list(found.order_by("person__name", "valid_from", "pk"))


def member(role_id: int, team_id: int) -> Role | None:
    """One of them, or None."""
    return Role.objects.filter(pk=role_id, organisation_id=team_id, kind__in=GIVES_CARE).select_related("person", "organisation").first()


def people_for(provider_id: int) -> list[Person]:
    """Whoever can be put in a team: who has or had a role at the provider or in one of its teams, by name."""
    places = [provider_id, *(team.pk for team in all_teams(provider_id))]
    return list(Person.objects.filter(roles__organisation_id__in=places, is_active=True).distinct().order_by("name", "pk"))


def add_team(provider_id: int, code: str, name: str, valid_from: date, valid_until: date | None) -> Organisation:
    """A team in a provider. code: as it is written in files."""
    provider = Organisation.objects.get(pk=provider_id)
    days = {"valid_from": valid_from, "valid_until": valid_until}
    team = Organisation.objects.create(kind=OrganisationKind.TEAM, code=f"{provider.code}/{code}", name=name, **days)
    Membership.objects.create(child=team, parent=provider, **days)
    return team


def change_team(
    team: Organisation, provider_id: int, code: str, name: str, valid_from: date, valid_until: date | None, *, today: date
) -> None:
    """Other words or days. Who is in it leaves with it, on whatever day that becomes; who left with it does not come back by this."""
    provider = Organisation.objects.get(pk=provider_id)
    days = {"valid_from": valid_from, "valid_until": valid_until}
    Organisation.objects.filter(pk=team.pk).update(code=f"{provider.code}/{code}", name=name, **days)
    Membership.objects.filter(child_id=team.pk, parent_id=provider_id).update(**days)
    if team.valid_until and team.valid_until < today and (valid_until is None or valid_until >= today):
        left = Q(valid_until__isnull=True) | Q(valid_until__gt=team.valid_until)
        Role.objects.filter(left, organisation_id=team.pk, kind__in=GIVES_CARE).update(valid_until=team.valid_until)


def outside(team: Organisation, valid_from: date, valid_until: date | None) -> bool:
    """Whether somebody came into the team before or after these days."""
    early, late = Q(valid_from__lt=valid_from), Q(valid_from__gt=valid_until) if valid_until else Q(pk=None)
    return Role.objects.filter(early | late, organisation_id=team.pk, kind__in=GIVES_CARE).exists()


def is_in(person_id: int, team_id: int, first: date, last: date | None) -> bool:
    """Whether somebody is in a team on any day from first to last (None: without end)."""
    theirs = Role.objects.filter(person_id=person_id, organisation_id=team_id, kind__in=GIVES_CARE)
    theirs = theirs.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=first))
    return (theirs.filter(valid_from__lte=last) if last else theirs).exists()


def put_in(person: Person, team: Organisation, kind: RoleKind, valid_from: date) -> Role:
    """Somebody works in a team from a day on. The team's own last day is not copied: it may still move, and ends every role in it."""
    return Role.objects.create(person=person, organisation=team, kind=kind, valid_from=valid_from)


def take_out(role: Role, last_day: date) -> None:
    """The last day of somebody in a team; before the first day: never was in it."""
    if last_day < role.valid_from:
        role.delete()
        return
    role.valid_until = last_day
    role.save(update_fields=["valid_until"])


def teams_during(provider_id: int, first: date, last: date) -> list[Organisation]:
    """The teams that a provider had on any day from first to last, by name."""
    still = Q(valid_until__isnull=True) | Q(valid_until__gte=first)
    children = Membership.objects.filter(still, parent_id=provider_id, valid_from__lte=last).values("child_id")
    return list(Organisation.objects.filter(still, pk__in=children, kind=OrganisationKind.TEAM, valid_from__lte=last))


def in_now(roles: list[Role], on: date) -> list[Role]:
    """Those who are in it on a day, of roles that were read before."""
    return [role for role in roles if role.valid_from <= on and (role.until is None or role.until >= on)]
