"""The words of a conversation: templates, the part that each party has, and the questions. No database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from uitkomst.organisations.kinds import OrganisationKind, RoleKind


class Part(StrEnum):
    """The part of a party in the conversation; never side A or B."""

    PROVIDER = "provider"
    MUNICIPALITY = "municipality"
    REGION = "region"
    KNOWLEDGE_PARTNER = "knowledge_partner"
    CLIENT_COUNCIL = "client_council"


class Template(StrEnum):
    """What kind of conversation it is. bilateral: one provider; region_table, learning_group: the region; team_talk: own figures."""

    BILATERAL = "bilateral"
    REGION_TABLE = "region_table"
    LEARNING_GROUP = "learning_group"
    TEAM_TALK = "team_talk"


@dataclass(frozen=True, slots=True)
class Form:
    """What a template asks. about: the kind of organisation that the figures are about. fewest: parties."""

    about: OrganisationKind
    parts: frozenset[Part]
    fewest: int


_AT_WORK = frozenset(Part) - {Part.KNOWLEDGE_PARTNER}
FORMS: dict[Template, Form] = {
    Template.BILATERAL: Form(OrganisationKind.PROVIDER, _AT_WORK, 2),
    Template.REGION_TABLE: Form(OrganisationKind.REGION, _AT_WORK, 2),
    Template.LEARNING_GROUP: Form(OrganisationKind.REGION, frozenset(Part), 2),
    Template.TEAM_TALK: Form(OrganisationKind.PROVIDER, frozenset({Part.PROVIDER, Part.CLIENT_COUNCIL}), 1),
}

PART_OF: dict[OrganisationKind, Part] = {
    OrganisationKind.PROVIDER: Part.PROVIDER,
    OrganisationKind.MUNICIPALITY: Part.MUNICIPALITY,
    OrganisationKind.REGION: Part.REGION,
    OrganisationKind.NATION: Part.KNOWLEDGE_PARTNER,
    OrganisationKind.KNOWLEDGE_PARTNER: Part.KNOWLEDGE_PARTNER,
}


def part_of(kind: OrganisationKind, roles: frozenset[RoleKind]) -> Part | None:
    """The part for which somebody speaks: a member of the client council for the council, also inside a provider or municipality."""
    if roles == frozenset({RoleKind.CLIENT_COUNCIL}):
        return Part.CLIENT_COUNCIL
    return PART_OF.get(kind)


class Question(StrEnum):
    """What a party is asked. The first four are asked of every indicator, in this order (domain 8.1); the others of the whole talk."""

    RECOGNITION = "recognition"
    STORY = "story"
    APPRAISAL = "appraisal"
    IMPROVEMENT = "improvement"
    INTEREST = "interest"
    OWN_MATERIAL = "own_material"
    OWN_CHANGE = "own_change"
    DEVELOPMENTS = "developments"
    RIGHT_THINGS = "right_things"


INTERPRETATION = (Question.RECOGNITION, Question.STORY, Question.APPRAISAL, Question.IMPROVEMENT)
PREPARATION = (Question.INTEREST, Question.OWN_MATERIAL)
CLOSING = (Question.OWN_CHANGE, Question.DEVELOPMENTS, Question.RIGHT_THINGS)

MOST_INDICATORS = 4
LONGEST_TEXT = 5_000
