"""What a way of asking somebody is, and what it can do: the one place that says so. Pure; what an installation can send is told elsewhere.

Source: product, principle 8. A channel more is a line here, its texts, and who hands it over (``flows.care.letters``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from uitkomst.vocabulary.phones import mobile


class Channel(StrEnum):
    """How somebody is asked. none: not asked."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    TABLET = "tablet"
    PAPER = "paper"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Way:
    """What a channel can do.

    address: the field of a person that it needs, "" when it needs none. asks: somebody can be asked by it.
    by_itself: the program sends it: at most once, and never in the quiet hours. Otherwise somebody hands it over.
    reminds: reminders go by it. reaches_out: something goes to where this person is, so that an address that is not safe, asking to be
    left alone and "do not ask" all stop it. stop_behind_link: its text has no room for a second link; how to stop stands behind the first.
    optional: it is there only where the installation was set up for it; what another one sends waits until it is.
    """

    address: str = ""
    asks: bool = True
    by_itself: bool = False
    reminds: bool = False
    reaches_out: bool = False
    stop_behind_link: bool = False
    optional: bool = False


_WAYS: Mapping[Channel, Way] = {
    Channel.EMAIL: Way("email", by_itself=True, reminds=True, reaches_out=True),
    Channel.SMS: Way("phone", by_itself=True, reminds=True, reaches_out=True, stop_behind_link=True, optional=True),
    Channel.TABLET: Way(),
    Channel.LETTER: Way(reaches_out=True),
    Channel.PAPER: Way(),
    Channel.NONE: Way(asks=False, reaches_out=True),
}  # fmt: skip


def way(channel: str) -> Way:
    """What this channel can do."""
    return _WAYS[Channel(channel)]


ASKING: tuple[Channel, ...] = tuple(channel for channel, found in _WAYS.items() if found.asks)
"""By which somebody can be asked, in the order in which they are offered."""
BY_ITSELF: tuple[Channel, ...] = tuple(channel for channel in ASKING if way(channel).by_itself)
"""What the program sends."""
REACHING_OUT: tuple[Channel, ...] = tuple(channel for channel in ASKING if way(channel).reaches_out)
"""By which something goes to where somebody is."""
ADDRESSES: tuple[str, ...] = tuple(way(channel).address for channel in BY_ITSELF)
"""The fields that hold an address to which the program sends."""
_READ: Mapping[str, Callable[[str], str]] = {"email": str.strip, "phone": mobile}


def reached_at(address: str, text: str) -> str:
    """Where a message arrives that goes to what stands in this field: "" when nowhere (a telephone that is not mobile)."""
    return _READ[address](text)


def same_place(address: str, text: str) -> str:
    """The same, to compare: of two people with the same, one would read what is for the other. A telephone at home is nobody's own."""
    return reached_at(address, text).lower()


def needs(channel: str, addresses: Mapping[str, str]) -> str:
    """The field that this channel needs and that holds no address to send to; "" when it lacks nothing."""
    field = way(channel).address
    return field if field and not reached_at(field, addresses.get(field, "")) else ""


def without_address(channel: str, addresses: Mapping[str, str]) -> Channel:
    """This channel; the practitioner's tablet when it lacks its address."""
    return Channel.TABLET if needs(channel, addresses) else Channel(channel)
