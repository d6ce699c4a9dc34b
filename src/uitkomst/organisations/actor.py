"""Who acts: a person in one organisation, with the roles held there, from where. Every flow of the application takes one."""

from __future__ import annotations

from dataclasses import dataclass, field

from uitkomst.organisations.kinds import OrganisationKind, RoleKind


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for one organisation. Made by ``queries.actor_for`` and nowhere else.

    address: of the network, as the log needs it. reach: ids of the organisations that the organisation answers for (itself first;
    for a hub also what lies beneath it). second_factor: whether the session was opened with it.
    """

    person_id: int
    person_name: str
    organisation_id: int
    organisation_name: str
    organisation_kind: OrganisationKind
    organisation_code: str
    roles: frozenset[RoleKind]
    address: str = ""
    language: str = "nl"
    second_factor: bool = False
    demo: bool = False
    beneath: frozenset[int] = field(default=frozenset(), repr=False)
