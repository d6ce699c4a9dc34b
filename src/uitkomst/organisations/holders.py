"""Who holds a right in an organisation today, for letters that the worker sends; nobody asks for them by hand."""

from __future__ import annotations

from datetime import date

from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.models import Organisation, Person, Role
from uitkomst.organisations.queries import valid_on
from uitkomst.organisations.rights import GIVES, Right


def holders(organisation: Organisation, right: Right, on: date) -> list[tuple[Person, frozenset[RoleKind]]]:
    """Everybody whose role there gives the right on a day, with all their roles there; not those whose account is closed."""
    giving = GIVES[right].get(OrganisationKind(organisation.kind), frozenset())
    found = Role.objects.filter(valid_on(on), valid_on(on, "organisation__"), organisation=organisation, person__is_active=True)
    roles: dict[int, set[RoleKind]] = {}
    people: dict[int, Person] = {}
    for role in found.select_related("person").order_by("person_id"):
        people[role.person_id] = role.person
        roles.setdefault(role.person_id, set()).add(RoleKind(role.kind))
    return [(people[pk], frozenset(kinds)) for pk, kinds in roles.items() if kinds & giving]


def person_by_id(person_id: int) -> Person | None:
    """Somebody with an account that is not closed."""
    return Person.objects.filter(pk=person_id, is_active=True).first()
