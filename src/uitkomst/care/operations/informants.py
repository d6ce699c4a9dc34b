"""What may be sent to somebody, and what that person asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from uitkomst.care.models import Client, Informant, Invitation
from uitkomst.care.operations.asking import renew_links
from uitkomst.care.operations.clients import change, stop_all, stop_invitations
from uitkomst.care.states import Channel, StopReason
from uitkomst.vocabulary.channels import ADDRESSES, REACHING_OUT


def set_wants_news(informant: Informant, wants: bool) -> None:
    """Whether this person wants to hear what was done with the answers."""
    Informant.objects.filter(pk=informant.pk).update(wants_news=wants)


def unsubscribe(informant: Informant, *, now: datetime) -> bool:
    """Nothing is sent to this person any more. False when that was so already."""
    if not Informant.objects.filter(pk=informant.pk, unsubscribed_at=None).update(unsubscribed_at=now):
        return False
    stop_invitations(Invitation.objects.filter(informant=informant, channel__in=REACHING_OUT), StopReason.UNSUBSCRIBED, now=now)
    return True


def put_flags(informant: Informant, fields: Mapping[str, Any], *, by: int | None, now: datetime, source: str = "hand") -> list[str]:
    """No contact, unsafe address, channel and addresses of one person; what may not be sent any more stops, and a link that went to
    another address works no more. Returns the names of what changed."""
    changed = change(informant.client, informant, "informant", fields, by=by, now=now, source=source)
    own = Invitation.objects.filter(informant=informant)
    if "no_contact" in changed and informant.no_contact:
        stop_invitations(own, StopReason.NO_CONTACT, now=now)
    if "unsafe_address" in changed and informant.unsafe_address:
        stop_invitations(own.filter(channel__in=REACHING_OUT), StopReason.UNSAFE_ADDRESS, now=now)
    if "channel" in changed and informant.channel == Channel.NONE:
        stop_invitations(own.filter(channel__in=REACHING_OUT), StopReason.NOT_ASKED, now=now)
    if not set(ADDRESSES).isdisjoint(changed):
        renew_links(own, now=now)
    return changed


def put_stops(client: Client, *, no_contact: bool, died_on: date | None, withdrawn: bool, by: int, now: datetime) -> None:
    """No contact at all, death, withdrawal of consent: each stops everything that is open."""
    withdrawn_at = (client.withdrawn_at or now) if withdrawn else None
    change(client, client, "client", {"no_contact": no_contact, "died_on": died_on, "withdrawn_at": withdrawn_at}, by=by, now=now)
    for holds, reason in ((died_on, StopReason.DIED), (withdrawn, StopReason.WITHDRAWN), (no_contact, StopReason.NO_CONTACT)):
        if holds:
            stop_all(client, reason, now=now)
