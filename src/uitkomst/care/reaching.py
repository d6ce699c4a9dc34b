"""Where a person can be reached: the addresses as they stand in the register, and what a channel makes of them."""

from __future__ import annotations

from uitkomst.care.models import Informant
from uitkomst.vocabulary.channels import ADDRESSES, needs, reached_at, way


def addresses_of(informant: Informant) -> dict[str, str]:
    """The fields that hold an address to which the program sends."""
    return {name: getattr(informant, name) for name in ADDRESSES}


def lacks(informant: Informant, channel: str) -> str:
    """The field without which nothing can be sent by this channel; "" when nothing is missing."""
    return needs(channel, addresses_of(informant))


def reached(informant: Informant, channel: str) -> str:
    """Where a message by this channel arrives; "" when nowhere, or when somebody hands it over."""
    field = way(channel).address
    return reached_at(field, getattr(informant, field)) if field else ""
