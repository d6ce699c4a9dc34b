"""Who works in which team: for the team talk."""

from __future__ import annotations

from datetime import date

from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.models import Organisation, Role
from uitkomst.organisations.queries import valid_on
from uitkomst.organisations.rights import Right, may
from uitkomst.organisations.teams import GIVES_CARE, provider_of, teams_of


def teams_worked_in(actor: Actor, on: date) -> list[Organisation]:
    """The teams of the own provider in which this person gives care on a day, by name."""
    provider = provider_of(actor, on)
    if provider is None or not may(actor, Right.CARE):
        return []
    roles = Role.objects.filter(valid_on(on), person_id=actor.person_id, kind__in=GIVES_CARE, organisation__kind=OrganisationKind.TEAM)
    own = set(roles.values_list("organisation_id", flat=True))
    return [team for team in teams_of(provider, on) if team.pk in own]
