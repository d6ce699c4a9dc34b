"""May this person: which role gives which right. Fails closed: a right that is not here nobody has.

"May this now" (seals, states) is another question, answered in ``records``. A right is always for records of one organisation;
which organisations these are is answered by ``reach``, and querysets are cut down to it in ``records.scope`` alone.
"""

from __future__ import annotations

from enum import StrEnum

from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import NEEDS_SECOND_FACTOR, OrganisationKind, RoleKind


class Right(StrEnum):
    """What one may be allowed to do."""

    DELIVER = "deliver"
    SEE_DELIVERIES = "see_deliveries"
    FREEZE = "freeze"
    SEE_FIGURES = "see_figures"
    WRITE_EXPECTATION = "write_expectation"
    WRITE_STORY = "write_story"
    SEE_CONVERSATIONS = "see_conversations"
    CONVERSE = "converse"
    SEE_AUDIT_LOG = "see_audit_log"
    INVITE = "invite"
    SEE_PEOPLE = "see_people"
    CARE = "care"
    KEEP_REGISTER = "keep_register"
    PICK_QUOTES = "pick_quotes"
    APPROVE_QUOTES = "approve_quotes"
    SEE_ACROSS = "see_across"
    KEEP_TEAMS = "keep_teams"


_R, _K = RoleKind, OrganisationKind
_OWN = {_R.QUALITY_OFFICER, _R.DIRECTOR}
_PLACE = {_R.POLICY_ADVISER, _R.CONTRACT_MANAGER, _R.ALDERMAN, _R.HUB_OPERATOR}

GIVES: dict[Right, dict[OrganisationKind, frozenset[RoleKind]]] = {
    Right.DELIVER: {_K.PROVIDER: frozenset({_R.QUALITY_OFFICER})},
    Right.SEE_DELIVERIES: {
        _K.PROVIDER: frozenset(_OWN),
        _K.REGION: frozenset({_R.HUB_OPERATOR}),
        _K.NATION: frozenset({_R.HUB_OPERATOR}),
    },
    Right.FREEZE: {
        _K.PROVIDER: frozenset({_R.QUALITY_OFFICER}),
        _K.REGION: frozenset({_R.HUB_OPERATOR}),
        _K.NATION: frozenset({_R.HUB_OPERATOR}),
    },
    Right.SEE_FIGURES: {
        _K.PROVIDER: frozenset(_OWN),
        _K.MUNICIPALITY: frozenset(_PLACE),
        _K.REGION: frozenset(_PLACE),
        _K.NATION: frozenset({_R.HUB_OPERATOR}),
        _K.TEAM: frozenset({_R.TEAM_LEAD}),
    },
    Right.WRITE_EXPECTATION: {
        _K.PROVIDER: frozenset(_OWN),
        _K.MUNICIPALITY: frozenset({_R.POLICY_ADVISER, _R.CONTRACT_MANAGER}),
        _K.REGION: frozenset({_R.POLICY_ADVISER, _R.CONTRACT_MANAGER}),
        _K.TEAM: frozenset({_R.TEAM_LEAD}),
    },
    Right.WRITE_STORY: {
        _K.PROVIDER: frozenset(_OWN),
        _K.MUNICIPALITY: frozenset({_R.POLICY_ADVISER}),
        _K.REGION: frozenset({_R.POLICY_ADVISER}),
        _K.TEAM: frozenset({_R.TEAM_LEAD}),
    },
    Right.SEE_CONVERSATIONS: {
        _K.PROVIDER: frozenset({*_OWN, _R.CLIENT_COUNCIL}),
        _K.MUNICIPALITY: frozenset({_R.POLICY_ADVISER, _R.CONTRACT_MANAGER, _R.ALDERMAN, _R.CLIENT_COUNCIL}),
        _K.REGION: frozenset({_R.POLICY_ADVISER, _R.CONTRACT_MANAGER, _R.ALDERMAN, _R.CLIENT_COUNCIL}),
        _K.NATION: frozenset({_R.POLICY_ADVISER}),
        _K.KNOWLEDGE_PARTNER: frozenset({_R.QUESTIONNAIRE_OWNER}),
    },
    Right.CONVERSE: {
        _K.PROVIDER: frozenset({*_OWN, _R.CLIENT_COUNCIL}),
        _K.MUNICIPALITY: frozenset({_R.POLICY_ADVISER, _R.CONTRACT_MANAGER, _R.CLIENT_COUNCIL}),
        _K.REGION: frozenset({_R.POLICY_ADVISER, _R.CONTRACT_MANAGER, _R.CLIENT_COUNCIL}),
        _K.NATION: frozenset({_R.POLICY_ADVISER}),
        _K.KNOWLEDGE_PARTNER: frozenset({_R.QUESTIONNAIRE_OWNER}),
    },
    Right.SEE_AUDIT_LOG: {kind: frozenset({_R.AUDITOR}) for kind in (_K.PROVIDER, _K.MUNICIPALITY, _K.REGION, _K.NATION)},
    Right.INVITE: {kind: frozenset({_R.ADMINISTRATOR}) for kind in _K},
    Right.SEE_PEOPLE: {kind: frozenset({_R.ADMINISTRATOR}) for kind in _K},
    Right.CARE: {kind: frozenset({_R.PRACTITIONER, _R.TEAM_LEAD}) for kind in (_K.PROVIDER, _K.TEAM)},
    Right.KEEP_REGISTER: {_K.PROVIDER: frozenset({_R.QUALITY_OFFICER})},
    Right.PICK_QUOTES: {_K.PROVIDER: frozenset({_R.QUALITY_OFFICER})},
    Right.APPROVE_QUOTES: {_K.PROVIDER: frozenset(_OWN)},
    Right.SEE_ACROSS: {_K.REGION: frozenset({_R.POLICY_ADVISER, _R.CONTRACT_MANAGER, _R.ALDERMAN, _R.CLIENT_COUNCIL})},
    Right.KEEP_TEAMS: {_K.PROVIDER: frozenset({_R.ADMINISTRATOR})},
}


class MayNot(Exception):
    """This person may not do this. The message names the right, never what it was about."""

    def __init__(self, right: Right) -> None:
        self.right = right
        super().__init__(right.value)


def may(actor: Actor | None, right: Right) -> bool:
    """Whether this person has the right, for the organisation acted for. Without the second factor, no role that needs it counts."""
    if actor is None:
        return False
    counted = actor.roles if actor.second_factor else actor.roles - NEEDS_SECOND_FACTOR
    return bool(counted & GIVES.get(right, {}).get(actor.organisation_kind, frozenset()))


def require(actor: Actor | None, right: Right) -> None:
    """Go on, or raise MayNot."""
    if not may(actor, right):
        raise MayNot(right)


def ground(actor: Actor, right: Right) -> str:
    """On what ground: the right and the roles that gave it, for the log."""
    given = sorted(actor.roles & GIVES.get(right, {}).get(actor.organisation_kind, frozenset()))
    return f"{right.value}: {', '.join(given)}" if given else f"{right.value}: -"


def reach(actor: Actor, right: Right) -> frozenset[int]:
    """The organisations whose records this right is about: the own one; for a hub with that right, also those beneath it."""
    if not may(actor, right):
        return frozenset()
    own = frozenset({actor.organisation_id})
    is_hub = actor.organisation_kind in (_K.REGION, _K.NATION)
    if is_hub and right in (Right.SEE_DELIVERIES, Right.FREEZE):
        return own | actor.beneath
    return own
