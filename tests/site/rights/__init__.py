"""Words in which the rights matrix is written: groups of people, answers, rows. A room's rows are in a module of this folder, in ``ROWS``;
what its addresses are about (ids) in ``ids(world)``, when they are about more than a delivery or a release."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.personas import PERSONAS

EVERYBODY = tuple(PERSONAS)
QUALITY = ("quirine", "bram", "carla")
OWN = ("quirine", "daan")
PLACES = ("bianca", "willem", "evert", "rosa")
FIGURES = (*QUALITY, "daan", *PLACES, "hanna")
AUDITORS = ("arjen", "aisha")
WRITERS = (*QUALITY, "daan", "bianca", "evert", "rosa")
DELIVERIES = (*QUALITY, "daan", "hanna")

Answers = dict[str, int]


def answers(*groups: tuple[int, tuple[str, ...]], otherwise: int = 403) -> Answers:
    """Status per person: the first group that names somebody counts."""
    found = dict.fromkeys(EVERYBODY, otherwise)
    for status, people in reversed(groups):
        found |= dict.fromkeys(people, status)
    return found


NOT_ALLOWED = answers(otherwise=405)


@dataclass(frozen=True)
class Row:
    """What an address answers. visitors: to somebody who is not logged in. about: what the address is about (``ids``).
    changes: a POST changes what other rows are about, so it is tried after them."""

    get: Answers = field(default_factory=lambda: NOT_ALLOWED)
    post: Answers = field(default_factory=lambda: NOT_ALLOWED)
    about: str = ""
    visitors: int = 302
    more: tuple[tuple[str, str], ...] = ()
    changes: bool = False


ALL = answers(otherwise=200)
OF_ANKER = answers((200, (*OWN, "hanna")), (404, ("bram", "carla")))
WRITTEN = answers((302, OWN), (404, WRITERS))
SEALED = answers((302, OWN), (404, FIGURES))
