"""Write what is expected, per indicator, before the figures open; then lock it. Source: product.md principle 3; screens 5."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Protocol
from uuid import UUID

from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_figures import ReleaseListed, listed
from uitkomst.measures.definitions import Definition, load_definitions
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.records import operations, queries
from uitkomst.records.types import Opening, ReleaseRecord
from uitkomst.vocabulary.typed import clean

_LONGEST_WHY = 2000


@dataclass(frozen=True, slots=True)
class ExpectationLine:
    """One line of the page: what is asked, in which unit (``per_100`` or ``grade``, between lowest and highest), what was written."""

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
class ExpectationForm:
    """The expectation page of one party."""

    release: ReleaseListed
    lines: tuple[ExpectationLine, ...]
    locked_at: datetime | None
    locked_by: str
    may_write: bool


def show_form(*, actor: Actor, now: datetime, release_id: UUID | str, language: str = "") -> ExpectationForm:
    """What this party has written so far; holds no figure. Raises NotFound, MayNot."""
    about = {"now": now, "action": "R", "event": "expectation.shown", "about": "release", "object_id": release_id}
    with one_act(actor, Right.SEE_FIGURES, **about):  # type: ignore[arg-type]
        record, opening = _mine(actor, release_id, Right.SEE_FIGURES)
        written = queries.expectations_of(opening)
        lines = [line_of(definition, written.get(definition.id), language or actor.language) for definition in asked_of(record.indicators)]
        return ExpectationForm(
            release=listed(record, actor, now),
            lines=tuple(lines),
            locked_at=opening.locked_at,
            locked_by=opening.locked_by.name if opening.locked_by else "",
            may_write=may(actor, Right.WRITE_EXPECTATION) and not opening.locked_at,
        )


def write_expectation(*, actor: Actor, now: datetime, release_id: UUID | str, lines: Sequence[Mapping[str, str]]) -> None:
    """Keep lines of {indicator, low, high, why}; again and again until locked. Raises NotFound, MayNot, Refused (number_wrong, locked)."""
    about = {"now": now, "action": "U", "event": "expectation.written", "about": "release", "object_id": release_id}
    with one_act(actor, Right.WRITE_EXPECTATION, **about) as act:  # type: ignore[arg-type]
        record, opening = _mine(actor, release_id, Right.WRITE_EXPECTATION)
        asked = {definition.id: definition for definition in asked_of(record.indicators)}
        read = {}
        for line in lines:
            definition = asked.get(line.get("indicator", ""))
            if definition is None:
                raise Refused("not_an_indicator")
            read[definition.id] = read_line(definition, line, actor.language)
        act.detail = ", ".join(read)
        if operations.write_expectations(opening.pk, read, actor=actor, now=now) is None:
            raise Refused("locked")


def lock_expectation(*, actor: Actor, now: datetime, release_id: UUID | str) -> None:
    """Lock what was written: the release opens by its rule. Raises NotFound, MayNot, Refused (incomplete, with the titles that lack)."""
    about = {"now": now, "action": "U", "event": "expectation.locked", "about": "release", "object_id": release_id}
    with one_act(actor, Right.WRITE_EXPECTATION, **about) as act:  # type: ignore[arg-type]
        record, opening = _mine(actor, release_id, Right.WRITE_EXPECTATION)
        written = queries.expectations_of(opening)
        refuse_incomplete(asked_of(record.indicators), written, actor.language)
        if operations.lock_expectation(opening.pk, actor=actor, now=now) is None:
            act.unlogged = True


def _mine(actor: Actor, release_id: UUID | str, right: Right) -> tuple[ReleaseRecord, Opening]:
    record = queries.release(actor, release_id, right)
    opening = queries.opening_of(record, actor.organisation_id) if record else None
    if record is None or record.made_for or opening is None or not opening.own_expectation:
        raise NotFound
    return record, opening


class Written(Protocol):
    """What a party wrote of one indicator, of a release or in a conversation."""

    low: Decimal | None
    high: Decimal | None
    why: str


def asked_of(indicators: Collection[str]) -> list[Definition]:
    """The indicators of which something is expected, in the order of the set; context counts are not."""
    return [d for d in load_definitions().values() if d.id in indicators and not d.context]


def line_of(definition: Definition, known: Written | None, language: str) -> ExpectationLine:
    """One line of the form, with what was written."""
    low, high, why = (known.low, known.high, known.why) if known else (None, None, "")
    title, question = definition.title[language], definition.question[language]
    return ExpectationLine(definition.id, title, question, unit_of(definition.id), *bounds_of(definition), low, high, why)


def refuse_incomplete(asked: Sequence[Definition], written: Mapping[str, Written], language: str) -> None:
    """Raises Refused (incomplete, with the titles that lack): of every indicator a number or a why."""
    missing = [d for d in asked if not (e := written.get(d.id)) or (e.low is None and e.high is None and not e.why)]
    if missing:
        raise Refused("incomplete", titles=", ".join(d.title[language] for d in missing))


def unit_of(indicator: str) -> str:
    """In which unit an indicator is expected: ``grade`` on its scale, ``per_100`` for a share."""
    return "grade" if load_definitions()[indicator].scale else "per_100"


def bounds_of(definition: Definition) -> tuple[Decimal, Decimal]:
    """The lowest and highest number that can be expected."""
    if definition.scale:
        return Decimal(definition.scale.min), Decimal(definition.scale.max if definition.scale.max is not None else 1000)
    return Decimal(0), Decimal(100)


def read_line(definition: Definition, line: Mapping[str, str], language: str) -> tuple[Decimal | None, Decimal | None, str]:
    """One typed line {low, high, why} as numbers and a text. Raises Refused (number_wrong, why_too_long)."""
    low, high = (_number(definition, line.get(name, ""), language) for name in ("low", "high"))
    if low is not None and high is not None and low > high:
        low, high = high, low
    why = clean(line.get("why", ""))
    if len(why) > _LONGEST_WHY:
        raise Refused("why_too_long", most=_LONGEST_WHY, title=definition.title[language])
    return low, high, why


def _number(definition: Definition, text: str, language: str) -> Decimal | None:
    if not text.strip():
        return None
    lowest, highest = bounds_of(definition)
    try:
        number = Decimal(text.strip().removesuffix("%").strip().replace(",", ".")).quantize(Decimal("0.1"))
    except (InvalidOperation, ValueError):
        number = Decimal(-1)
    if not number.is_finite() or not lowest <= number <= highest:
        raise Refused("number_wrong", title=definition.title[language], lowest=lowest, highest=highest)
    return number
