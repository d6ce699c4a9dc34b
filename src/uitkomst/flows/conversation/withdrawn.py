"""Figures of a conversation that were withdrawn: all parties are told when and why, and nothing of them stays readable.

The conversation goes on with what people said. Minutes never change (D64); the figures in part B of an earlier version are left out at
every reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.presentation.papers import Block
from uitkomst.presentation.words import Words
from uitkomst.records import withdrawal
from uitkomst.vocabulary.texts import read_texts


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Figures about one organisation that were withdrawn. release_ids: wherever they stood in this conversation."""

    name: str
    period: str
    at: datetime
    why: str
    release_ids: tuple[str, ...]


def withdrawn_of(conversation_id: UUID | str) -> tuple[Withdrawn, ...]:
    """What was withdrawn, once for each organisation and moment."""
    found: dict[tuple[str, str, datetime, str], list[str]] = {}
    for record in withdrawal.withdrawn_for(conversation_id):
        assert record.withdrawn_at is not None
        key = (record.subject.name, record.opening_period, record.withdrawn_at, record.withdrawn_why)
        found.setdefault(key, []).append(str(record.pk))
    return tuple(Withdrawn(*key, tuple(ids)) for key, ids in found.items())


def told_blocks(found: Iterable[Withdrawn], language: str) -> list[Block]:
    """What a paper says first, when figures behind it were withdrawn."""
    return [Block("p", _sentence("withdrawn", one, language)) for one in found]


def without_withdrawn(blocks: Sequence[Block], found: Sequence[Withdrawn], language: str) -> list[Block]:
    """The blocks of part B without the figures that were withdrawn; where they stood it says so.

    Minutes made before blocks named their release: their figures are left out when any were withdrawn.
    """
    by_release = {release: one for one in found for release in one.release_ids}
    kept: list[Block] = []
    for block in blocks:
        is_figure = block.kind == "p" and bool(block.who)
        one = by_release.get(block.release) or (found[0] if found and is_figure and not block.release else None)
        if one is None:
            kept.append(block)
        elif (said := Block("p", _sentence("withdrawn_here", one, language), block.who)) not in kept[-1:]:
            kept.append(said)
    return kept


def _sentence(key: str, one: Withdrawn, language: str) -> str:
    said, words = read_texts("uitkomst.flows.conversation", "papers", language), Words(language)
    return str(said[key]).format(name=one.name, period=words.period(one.period), day=words.day(timezone.localdate(one.at)), why=one.why)
