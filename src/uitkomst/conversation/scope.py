"""The one place where conversations are cut down to what an actor may reach. Without a right, or without a part, it starts empty."""

from __future__ import annotations

from django.db.models import QuerySet

from uitkomst.conversation.kinds import Part, part_of
from uitkomst.conversation.models import Conversation, Party
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may


def own_part(actor: Actor, right: Right = Right.SEE_CONVERSATIONS) -> Part | None:
    """The part in which this actor speaks for the own organisation; None without the right."""
    return part_of(actor.organisation_kind, actor.roles) if may(actor, right) else None


def parties(actor: Actor, right: Right = Right.SEE_CONVERSATIONS) -> QuerySet[Party]:
    """The parties for which this actor speaks: of the own organisation, in the part that goes with the own role."""
    part = own_part(actor, right)
    return Party.objects.filter(organisation_id=actor.organisation_id, part=part) if part else Party.objects.none()


def conversations(actor: Actor, right: Right = Right.SEE_CONVERSATIONS) -> QuerySet[Conversation]:
    """Conversations to which the own organisation is a party in that part."""
    return Conversation.objects.filter(pk__in=parties(actor, right).values("conversation_id"))
