"""What stands in the way of asking somebody something, and of a link to what is somebody's own. Looked at anew whenever it matters."""

from __future__ import annotations

from uitkomst.care.models import Informant
from uitkomst.care.states import Channel, StopReason
from uitkomst.vocabulary.channels import way


def why_not(informant: Informant, channel: Channel) -> str:
    """Why this person may not be asked in this way: a code of StopReason, or ""."""
    return why_nothing_sent(informant) if way(channel).reaches_out else why_never(informant)


def why_nothing_sent(informant: Informant) -> str:
    """Why nothing may be sent to this person, by whatever channel: a code of StopReason, or ""."""
    if why := why_no_link(informant):
        return why
    if informant.channel == Channel.NONE:
        return StopReason.NOT_ASKED
    return StopReason.UNSUBSCRIBED if informant.unsubscribed_at else ""


def why_no_link(informant: Informant) -> str:
    """Why nothing may be reached from where this person is, also what that person asked for: a code of StopReason, or ""."""
    return why_never(informant) or (StopReason.UNSAFE_ADDRESS if informant.unsafe_address else "")


def why_never(informant: Informant) -> str:
    """Why this person may not be asked at all, not even at the table: a code of StopReason, or ""."""
    client = informant.client
    if client.died_on:
        return StopReason.DIED
    if client.withdrawn_at:
        return StopReason.WITHDRAWN
    return StopReason.NO_CONTACT if client.no_contact or informant.no_contact else ""
