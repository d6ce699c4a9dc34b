"""Expect: each party writes alone what it thinks to see, then locks it; that opens its own seal. Source: product.md principle 3.

What others expect is handed out only when ``permissions.sees_expectation`` says so. Nobody's accuracy is computed, anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from uitkomst.conversation import operations, queries
from uitkomst.conversation.permissions import sees_expectation
from uitkomst.conversation.states import Act, Phase
from uitkomst.flows.conversation.figures import match_seals
from uitkomst.flows.conversation.inside import Inside, go_on, look_inside, write_inside
from uitkomst.flows.refusals import Refused
from uitkomst.flows.write_expectation import bounds_of, read_line, unit_of
from uitkomst.measures.definitions import Definition, load_definitions
from uitkomst.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the form, with what the own party wrote."""

    indicator: str
    title: str
    question: str
    unit: str
    lowest: Decimal
    highest: Decimal
    low: Decimal | None
    high: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class ExpectedShown:
    """What a party expects of one indicator, for a reader who may read it."""

    party_id: int
    party: str
    indicator: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class Expectations:
    """The own form, and what may be read of others. silent: those of others that the date has passed without."""

    lines: tuple[Line, ...]
    seen: tuple[ExpectedShown, ...]
    silent: tuple[str, ...]


def show_expectations(*, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = "") -> Expectations:
    """The own expectation, and those that may be read. Raises NotFound, MayNot."""
    with look_inside(actor, conversation_id, now=now, event="expectations_shown") as inside:
        return expectations(inside, now, language or actor.language)


def expectations(inside: Inside, now: datetime, language: str) -> Expectations:
    """What the reader of an open conversation may read."""
    record, standings = inside.record, inside.standings
    # What the agreed day would have opened stays closed in a conversation that was stopped before.
    now = min(now, record.moved_at) if inside.phase is Phase.STOPPED else now
    asked = _asked(record.indicators)
    own = queries.expected_of(inside.party)
    seen, silent = [], []
    for party in record.parties.all():
        if not sees_expectation(standings, inside.party.pk, party.pk, record.expect_until, now):
            continue
        if party.locked_at is None and party.pk != inside.party.pk:
            silent.append(party.organisation.name)
            continue
        written = queries.expected_of(party)
        seen += [
            ExpectedShown(party.pk, party.organisation.name, d.id, unit_of(d.id), one.low, one.high, one.why)
            for d in asked
            if (one := written.get(d.id))
        ]
    return Expectations(tuple(_line(d, own.get(d.id), language) for d in asked), tuple(seen), tuple(silent))


def _line(definition: Definition, known: object, language: str) -> Line:
    low, high, why = (getattr(known, name, None) for name in ("low", "high", "why"))
    return Line(
        definition.id, definition.title[language], definition.question[language], unit_of(definition.id), *bounds_of(definition),
        low, high, why or "",
    )  # fmt: skip


def write_expectations(*, actor: Actor, now: datetime, conversation_id: UUID | str, lines: Sequence[Mapping[str, str]]) -> None:
    """Keep lines of {indicator, low, high, why}, again and again until locked. Raises NotFound, MayNot, Refused."""
    with write_inside(actor, conversation_id, Act.EXPECT, now=now, event="expectation_written") as inside:
        asked = {definition.id: definition for definition in _asked(inside.record.indicators)}
        read = {}
        for line in lines:
            if (definition := asked.get(line.get("indicator", ""))) is None:
                raise Refused("not_an_indicator")
            read[definition.id] = read_line(definition, line, actor.language)
        if not operations.write_expected(inside.party.pk, read, actor=actor, now=now):
            raise Refused("locked")


def lock_expectations(*, actor: Actor, now: datetime, conversation_id: UUID | str) -> Phase:
    """Lock what was written: the own seal opens by its rule; when all are in, looking begins. Raises Refused (incomplete)."""
    with write_inside(actor, conversation_id, Act.EXPECT, now=now, event="expectation_locked") as inside:
        written = queries.expected_of(inside.party)
        asked = _asked(inside.record.indicators)
        missing = [d for d in asked if not (e := written.get(d.id)) or (e.low is None and e.high is None and not e.why)]
        if missing:
            raise Refused("incomplete", titles=", ".join(d.title[actor.language] for d in missing))
        operations.lock_expected(inside.party.pk, actor=actor, now=now)
        match_seals(inside.record.pk)
        moved = go_on(inside.record.pk, Phase.LOOKING, now) if inside.phase is Phase.EXPECTING else None
        return Phase(moved.phase) if moved else inside.phase


def _asked(indicators: Sequence[str]) -> list[Definition]:
    return [d for d in load_definitions().values() if d.id in indicators and not d.context]
