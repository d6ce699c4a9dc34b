"""The channels that this installation has, and the one by which somebody is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from uitkomst.care.reaching import addresses_of, lacks
from uitkomst.care.states import Channel
from uitkomst.care.stops import why_not
from uitkomst.care.types import Informant
from uitkomst.flows import mail, sms
from uitkomst.vocabulary.channels import ASKING, BY_ITSELF, needs, way, without_address

_SEND: Mapping[Channel, Callable[[], bool]] = {Channel.EMAIL: mail.can_send_to_clients, Channel.SMS: sms.can_send}


def can_send(channel: Channel) -> bool:
    """Whether what goes by this channel leaves here; what somebody hands over always does."""
    return not way(channel).by_itself or _SEND[channel]()


def is_here(channel: Channel) -> bool:
    """Whether this installation has this channel; what goes by one that is not optional waits until it can be sent."""
    return not way(channel).optional or can_send(channel)


def sending() -> tuple[Channel, ...]:
    """By which the program can send now."""
    return tuple(channel for channel in BY_ITSELF if can_send(channel))


def to_prefer(now: str = "") -> tuple[Channel, ...]:
    """What can be chosen for somebody; also what stands there ``now``, when it is here no more."""
    return tuple(channel for channel in Channel if is_here(channel) or channel == now)


def to_ask() -> tuple[Channel, ...]:
    """By which somebody can be asked at this moment."""
    return tuple(channel for channel in ASKING if can_send(channel))


def channel_of(informant: Informant) -> Channel:
    """By which the plan asks this person; on the practitioner's tablet when there is no address, or the channel is here no more."""
    channel = Channel(informant.channel)
    return without_address(channel, addresses_of(informant)) if is_here(channel) else Channel.TABLET


def otherwise(addresses: Mapping[str, str]) -> Channel:
    """What is chosen for somebody of whom nothing is said: the first that can be sent to these addresses, else the tablet."""
    return next((channel for channel in BY_ITSELF if is_here(channel) and not needs(channel, addresses)), Channel.TABLET)


def message_to(informant: Informant) -> Channel | None:
    """By which a message to this person leaves now: as preferred, else the first with an address. None when none may or can."""
    found = [channel for channel in sending() if not lacks(informant, channel) and not why_not(informant, channel)]
    return next((channel for channel in found if channel == informant.channel), found[0] if found else None)
