"""What every act behind a personal link has: one count of what leads nowhere, shared by all processes, and closed when it cannot count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from uitkomst.care.operations import tries
from uitkomst.flows.refusals import NotFound, Refused


class NoSuchLink(NotFound):
    """A link or code that leads nowhere; it counts."""


@contextmanager
def behind_link(token: str, *, now: datetime, address: str) -> Iterator[None]:
    """Go on when this address may try a link, and count the one that led nowhere, after the act was undone.

    Raises Refused (too_many_links with ``seconds``) for an address that tried many; NoSuchLink is let through.
    """
    if seconds := tries.wait(address, token, now):
        raise Refused("too_many_links", seconds=seconds)
    try:
        yield
    except NoSuchLink:
        tries.count_wrong(address, now)
        raise
