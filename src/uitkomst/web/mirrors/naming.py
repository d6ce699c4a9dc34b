"""How releases, seals and expectations are said on the pages of the mirror."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from uitkomst.flows.beside import Discussed
from uitkomst.flows.show_figures import Party, ReleaseListed
from uitkomst.web import words


def release_name(release: ReleaseListed) -> str:
    """Whose mirror it is: Jeugdregio Utrecht-West."""
    name = words.figures().scope(release.subject_kind, release.subject_name)
    return name[:1].upper() + name[1:]


def seal_text(release: ReleaseListed) -> str:
    """Why it is sealed, and what opens it; or that it is open."""
    if not release.sealed:
        return words.text("seal.open")
    if release.withdrawn_at:
        return words.text("seal.withdrawn_on", when=words.day(release.withdrawn_at), why=release.withdrawn_why)
    until = words.day(release.until) if release.until else ""
    key = f"seal.{release.why.value}"
    return words.text(f"{key}_until" if until and words.has(f"{key}_until") else key, until=until)


def party_texts(parties: Sequence[Party]) -> list[str]:
    """Who else can see it: those for whom it is open together, the others with from when."""
    open_to = [party.name for party in parties if party.open]
    told = [words.text("party.open", names=", ".join(open_to))] if open_to else []
    for party in parties:
        if not party.open:
            key = "party.from" if party.until else "party.sealed"
            told.append(words.text(key, name=party.name, when=words.day(party.until) if party.until else ""))
    return told


def discussed_text(discussed: Discussed | None, *, agreed: bool = False) -> str:
    """When it was last discussed, or that it was not yet; agreed: and what was agreed then."""
    if discussed is None:
        return words.text("mirror.not_discussed")
    told = words.text("mirror.discussed", when=words.day(discussed.on))
    if not agreed:
        return told
    what = "; ".join(one.strip().rstrip(".") for one in discussed.agreed)
    return f"{told} {words.text('mirror.agreed', what=what) if what else words.text('mirror.nothing_agreed')}"


def unit_text(unit: str) -> str:
    return words.text(f"unit.{unit}")


def decimal_text(value: Decimal | None) -> str:
    """7,5; a whole number without decimals; nothing as an empty text."""
    if value is None:
        return ""
    return words.figures().decimal(float(value), 0 if value == value.to_integral_value() else 1)


class Expected(Protocol):
    """What was expected: a range, and why."""

    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...
    @property
    def why(self) -> str: ...


def expected_text(expectation: Expected | None, unit: str) -> str:
    """'ongeveer 25 tot 30 van de 100, omdat …'."""
    if expectation is None:
        return ""
    low, high, why = expectation.low, expectation.high, expectation.why.strip()
    if low is None and high is None:
        return words.text("expected.only_why", why=why) if why else ""
    numbers = sorted({number for number in (low, high) if number is not None})
    between = words.text(
        "expected.range" if len(numbers) > 1 else "expected.one", low=decimal_text(numbers[0]), high=decimal_text(numbers[-1])
    )
    told = words.text("expected.about", number=between, unit=unit_text(unit))
    return words.text("expected.because", expected=told, why=why.rstrip(".")) if why else f"{told}."
