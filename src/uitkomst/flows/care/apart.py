"""Two people of one client never share a mobile number: parent and young person, and two parents, may not read each other's messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from uitkomst.flows.refusals import Refused
from uitkomst.vocabulary.channels import same_place


def require_apart(people: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    """people: (what stands before the names of their fields, their addresses). Raises Refused (same_phone with ``field``)."""
    taken: set[str] = set()
    for prefix, addresses in people:
        number = same_place("phone", addresses.get("phone", ""))
        if number and number in taken:
            raise Refused("same_phone", field=f"{prefix}phone")
        taken.add(number)
