"""What conversations let be read beyond their parties: for a region subjects and agreements, for everybody a lesson. With consent of all.

Nothing here says whose conversation it was; the flow hands on no name, no number and no count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from uitkomst.conversation.models import Conversation, ImprovementAction, Party, Shared, SharedAgreement
from uitkomst.conversation.states import ENDED
from uitkomst.organisations.actor import Actor


def of(record: Conversation) -> dict[str, Shared]:
    """What the parties of one conversation let be read, by level."""
    found = Shared.objects.filter(conversation=record).prefetch_related("agreements__party__organisation")
    return {one.level: one for one in found}


def agreed_by(shared: Shared) -> set[int]:
    """The parties that agree with it as it is now."""
    return {one.party_id for one in shared.agreements.all() if one.version == shared.version}


def write(record: Conversation, level: str, *, indicator: str, text: str, version: int, actor: Actor, now: datetime) -> Shared | None:
    """A new text, with which nobody has agreed yet; the same text changes nothing. None when somebody wrote in between."""
    shared, made = Shared.objects.get_or_create(
        conversation=record,
        level=level,
        defaults={"indicator": indicator, "text": text, "written_by_id": actor.person_id, "written_at": now},
    )
    if made or (shared.text, shared.indicator) == (text, indicator):
        return shared
    if shared.version != version:
        return None
    shared.text, shared.indicator, shared.version = text, indicator, version + 1
    shared.written_by_id, shared.written_at = actor.person_id, now
    shared.save()
    return shared


def agree(shared: Shared, party_id: int, agrees: bool, *, actor: Actor, now: datetime) -> None:
    """A party agrees with it as it is now, or not any more."""
    if not agrees:
        SharedAgreement.objects.filter(shared=shared, party_id=party_id).delete()
        return
    given = {"version": shared.version, "agreed_by_id": actor.person_id, "agreed_at": now}
    SharedAgreement.objects.update_or_create(shared=shared, party_id=party_id, defaults=given)


def agreed_by_all(level: str, organisation_ids: Collection[int] | None = None) -> list[Shared]:
    """What all parties of a closed conversation let be read. organisation_ids: in which one of these took part (None: any)."""
    found: QuerySet[Shared] = Shared.objects.filter(level=level, conversation__phase__in=ENDED)
    if organisation_ids is not None:
        found = found.filter(conversation__in=Party.objects.filter(organisation_id__in=organisation_ids).values("conversation_id"))
    found = found.select_related("conversation__about").prefetch_related(
        "agreements", "conversation__parties__organisation", "conversation__parties__participants"
    )
    return [one for one in found if {party.pk for party in one.conversation.parties.all()} <= agreed_by(one)]


def actions_of(conversation_ids: Collection[UUID]) -> dict[UUID, list[ImprovementAction]]:
    """What was agreed and not taken back in each of these, by date. One query."""
    found: dict[UUID, list[ImprovementAction]] = defaultdict(list)
    agreed = ImprovementAction.objects.filter(party__conversation_id__in=conversation_ids, withdrawn_at=None)
    for action in agreed.select_related("party"):
        found[action.party.conversation_id].append(action)
    return found
