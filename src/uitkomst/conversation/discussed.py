"""What was discussed about an organisation, for the pages of its figures. One query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from uitkomst.conversation import scope
from uitkomst.conversation.states import ENDED
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right


@dataclass(frozen=True, slots=True)
class ClosedConversation:
    """A conversation that is closed: the day, what it was about, and its agreements as (indicator, what, who, whose)."""

    conversation_id: str
    on: date
    indicators: tuple[str, ...]
    agreed: tuple[tuple[str, str, str, str], ...]


_ACTION = tuple(
    f"parties__{name}" for name in ("actions__indicator", "actions__what", "actions__who", "organisation__name", "actions__withdrawn_at")
)


def closed_about(actor: Actor, about_id: int, now: datetime, *, agreed: bool = True) -> list[ClosedConversation]:
    """The closed conversations about an organisation in which the own one had a part, the newest first.

    For everybody who may read the figures: the day and the agreements are in the part of the minutes that may leave.
    """
    closed = scope.conversations(actor, Right.SEE_FIGURES).filter(about_id=about_id, closed_at__lte=now, phase__in=ENDED)
    closed = closed.order_by(*(("parties__actions__before", "parties__actions__written_at") if agreed else ()))
    found: dict[tuple[datetime, str], ClosedConversation] = {}
    for pk, closed_at, indicators, *action in closed.values_list("pk", "closed_at", "indicators", *(_ACTION if agreed else ())):
        before = found.get((closed_at, str(pk)))
        *said, withdrawn_at = action if action else ("", "", "", "", None)
        told = (*(before.agreed if before else ()), *((tuple(said),) if said[1] and not withdrawn_at else ()))
        found[closed_at, str(pk)] = ClosedConversation(str(pk), timezone.localdate(closed_at), tuple(indicators), told)
    return [found[key] for key in sorted(found, reverse=True)]
