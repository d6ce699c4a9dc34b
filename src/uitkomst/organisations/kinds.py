"""The kinds of organisations and roles: words, no database."""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is. A hub is a nation or a region in which somebody is hub operator."""

    NATION = "nation"
    REGION = "region"
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    TEAM = "team"
    LEARNING_GROUP = "learning_group"
    KNOWLEDGE_PARTNER = "knowledge_partner"


class RoleKind(StrEnum):
    """What somebody does for one organisation."""

    PRACTITIONER = "practitioner"
    TEAM_LEAD = "team_lead"
    QUALITY_OFFICER = "quality_officer"
    DIRECTOR = "director"
    POLICY_ADVISER = "policy_adviser"
    CONTRACT_MANAGER = "contract_manager"
    ALDERMAN = "alderman"
    CLIENT_COUNCIL = "client_council"
    HUB_OPERATOR = "hub_operator"
    QUESTIONNAIRE_OWNER = "questionnaire_owner"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


_CARE = {RoleKind.PRACTITIONER, RoleKind.TEAM_LEAD, RoleKind.QUALITY_OFFICER, RoleKind.DIRECTOR, RoleKind.CLIENT_COUNCIL}
_POLICY = {RoleKind.POLICY_ADVISER, RoleKind.CONTRACT_MANAGER, RoleKind.ALDERMAN, RoleKind.CLIENT_COUNCIL}
_ANYWHERE = {RoleKind.ADMINISTRATOR, RoleKind.AUDITOR}

ROLES_OF: dict[OrganisationKind, frozenset[RoleKind]] = {
    OrganisationKind.NATION: frozenset({RoleKind.HUB_OPERATOR, RoleKind.QUESTIONNAIRE_OWNER, RoleKind.POLICY_ADVISER} | _ANYWHERE),
    OrganisationKind.REGION: frozenset({RoleKind.HUB_OPERATOR, RoleKind.QUESTIONNAIRE_OWNER} | _POLICY | _ANYWHERE),
    OrganisationKind.MUNICIPALITY: frozenset({RoleKind.QUESTIONNAIRE_OWNER} | _POLICY | _ANYWHERE),
    OrganisationKind.PROVIDER: frozenset(_CARE | _ANYWHERE),
    OrganisationKind.TEAM: frozenset({RoleKind.PRACTITIONER, RoleKind.TEAM_LEAD}),
    OrganisationKind.LEARNING_GROUP: frozenset({RoleKind.ADMINISTRATOR}),
    OrganisationKind.KNOWLEDGE_PARTNER: frozenset({RoleKind.QUESTIONNAIRE_OWNER} | _ANYWHERE),
}
"""Which roles exist in which kind of organisation. What is not here cannot be given."""

NEEDS_SECOND_FACTOR = frozenset(
    {
        RoleKind.PRACTITIONER, RoleKind.TEAM_LEAD, RoleKind.QUALITY_OFFICER, RoleKind.DIRECTOR,
        RoleKind.HUB_OPERATOR, RoleKind.ADMINISTRATOR, RoleKind.AUDITOR,
    }
)  # fmt: skip
"""Roles that see personal data or unprotected figures, or decide who does."""
