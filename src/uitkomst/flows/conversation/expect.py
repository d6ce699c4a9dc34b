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
from uitkomst.conversation.types import ExpectedLine
from uitkomst.flows.conversation.figures import match_seals
from uitkomst.flows.conversation.inside import Inside, go_on, look_inside, write_inside
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.refusals import Refused
from uitkomst.flows.write_expectation import ExpectationLine, asked_of, line_of, read_line, refuse_incomplete, unit_of
from uitkomst.measures.definitions import Definition
from uitkomst.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the form. version, written_by: of what the own party wrote, to see that a colleague was first; "" when nothing."""

    form: ExpectationLine
    version: str
    written_by: str

    @property
    def indicator(self) -> str:
        return self.form.indicator


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
    asked = asked_of(record.indicators)
    open_ = [p for p in record.parties.all() if sees_expectation(standings, inside.party.pk, p.pk, record.expect_until, now)]
    written = queries.expected_of([party.pk for party in open_])
    seen, silent = [], []
    for party in open_:
        if party.locked_at is None and party.pk != inside.party.pk:
            silent.append(party_name(party, language))
            continue
        seen += [
            ExpectedShown(party.pk, party_name(party, language), d.id, unit_of(d.id), one.low, one.high, one.why)
            for d in asked
            if (one := written.get(party.pk, {}).get(d.id))
        ]
    own = written.get(inside.party.pk, {})
    return Expectations(tuple(_line(d, own.get(d.id), language) for d in asked), tuple(seen), tuple(silent))


def _line(definition: Definition, known: ExpectedLine | None, language: str) -> Line:
    return Line(line_of(definition, known, language), _version(known), known.written_by.name if known else "")


def _version(known: ExpectedLine | None) -> str:
    return known.written_at.isoformat() if known else ""


def write_expectations(*, actor: Actor, now: datetime, conversation_id: UUID | str, lines: Sequence[Mapping[str, str]]) -> None:
    """Keep lines of {indicator, low, high, why, version}, again and again until locked. version: of what was read, "" when there was none.

    Raises NotFound, MayNot, Refused (expectation_changed with ``details["changed"]``: lines that a colleague wrote in between; nothing
    is kept then).
    """
    with write_inside(actor, conversation_id, Act.EXPECT, now=now, event="expectation_written") as inside:
        asked = {definition.id: definition for definition in asked_of(inside.record.indicators)}
        stands = queries.expected_of([inside.party.pk]).get(inside.party.pk, {})
        new, changed = {}, []
        for line in lines:
            if (definition := asked.get(line.get("indicator", ""))) is None:
                raise Refused("not_an_indicator")
            known, typed = stands.get(definition.id), read_line(definition, line, actor.language)
            if typed != ((known.low, known.high, known.why) if known else (None, None, "")):
                new[definition.id] = typed
                if line.get("version", _version(known)) != _version(known):
                    changed.append(definition.id)
        if changed:
            who = ", ".join(sorted({stands[one].written_by.name for one in changed if one in stands}))
            raise Refused("expectation_changed", who=who, changed=changed)
        if not operations.write_expected(inside.party.pk, new, actor=actor, now=now):
            raise Refused("locked")


def lock_expectations(*, actor: Actor, now: datetime, conversation_id: UUID | str) -> Phase:
    """Lock what was written: the own seal opens by its rule; when all are in, looking begins. Raises Refused (incomplete)."""
    with write_inside(actor, conversation_id, Act.EXPECT, now=now, event="expectation_locked") as inside:
        written = queries.expected_of([inside.party.pk]).get(inside.party.pk, {})
        refuse_incomplete(asked_of(inside.record.indicators), written, actor.language)
        operations.lock_expected(inside.party.pk, actor=actor, now=now)
        match_seals(inside.record.pk)
        moved = go_on(inside.record.pk, Phase.LOOKING, now) if inside.phase is Phase.EXPECTING else None
        return Phase(moved.phase) if moved else inside.phase
