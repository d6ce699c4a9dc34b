"""The reference tables that the definitions lean on, loaded into the engine: regions, successions, exemptions, norms.

Source: definitions 1 (successions), 4 (exempt pairs, norms), 5 (regions and provinces); decision D5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import isqrt
from pathlib import Path

from uitkomst.engine import Engine
from uitkomst.vocabulary.municipalities import read_municipalities
from uitkomst.vocabulary.tables import read_table

_RELIABLE = Fraction("1.96")
_SEXES = ("V", "M", "O")


@dataclass(frozen=True, slots=True)
class Norm:
    """What is needed to judge a change on one instrument for one informant; sex ``*`` is any. Ages in years, both included.

    direction: ``higher_is_more_problems`` or ``higher_is_fewer_problems``. sd and reliability are kept as written.
    """

    instrument: str
    informant: str
    sex: str
    age_from: int
    age_to: int
    direction: str
    sd: str
    reliability: str
    version: str = ""

    @property
    def reliable_tenths(self) -> int:
        """The smallest change, in tenths of a point, that is reliable: change / (SD * sqrt(2) * sqrt(1 - r)) >= 1.96.

        Exact in whole numbers: tenths**2 >= 1.96**2 * SD**2 * 2 * (1 - r) * 100 (Jacobson & Truax 1991).
        """
        bound = _RELIABLE**2 * Fraction(self.sd) ** 2 * 2 * (1 - Fraction(self.reliability)) * 100
        root = isqrt(bound.numerator // bound.denominator)
        return root if Fraction(root * root) >= bound else root + 1


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of the reference tables: (code, youth_region, province), (provider, successor), (provider, municipality, from, to), norms."""

    municipalities: Sequence[tuple[str, str, str]] = ()
    successions: Sequence[tuple[str, str]] = ()
    exempt: Sequence[tuple[str, str, date, date]] = ()
    norms: Sequence[Norm] = ()


def read_reference(folder: Path | None = None) -> Reference:
    """Read the reference tables, ours or those of the folder. Raises Problem for a faulty table."""
    places = read_municipalities(folder).values()
    return Reference(
        municipalities=[(place.code, place.youth_region, place.province) for place in places],
        successions=[(line["old"], line["new"]) for line in read_table("successions", folder)],
        exempt=[
            (line["provider"], line["municipality"], date.fromisoformat(line["valid_from"]), _day_or_never(line["valid_to"]))
            for line in read_table("exempt", folder)
        ],
        norms=[_norm(line) for line in read_table("norms", folder)],
    )


def _day_or_never(text: str) -> date:
    return date.fromisoformat(text) if text else date.max


def _norm(line: dict[str, str]) -> Norm:
    who = (line["instrument"], line["informant"], line["sex"], int(line["age_from"]), int(line["age_to"]))
    return Norm(*who, line["direction"], line["sd"], line["reliability"], line["version"])


def load_reference(engine: Engine, reference: Reference) -> None:
    """Make the engine tables ``municipalities``, ``successions``, ``exempt`` and ``norms``."""
    engine.load("municipalities", {"code": "VARCHAR", "youth_region": "VARCHAR", "province": "VARCHAR"}, reference.municipalities)
    engine.load("successions", {"provider": "VARCHAR", "successor": "VARCHAR", "steps": "BIGINT"}, _final(reference.successions))
    pair = {"provider": "VARCHAR", "municipality": "VARCHAR"}
    engine.load("exempt", {**pair, "valid_from": "DATE", "valid_to": "DATE"}, reference.exempt)
    columns = {"instrument": "VARCHAR", "informant": "VARCHAR", "sex": "VARCHAR", "age": "INTEGER", "direction": "VARCHAR"}
    engine.load("norms", {**columns, "reliable_tenths": "INTEGER"}, _norms_by_age(reference.norms))


def _norms_by_age(norms: Sequence[Norm]) -> Iterator[tuple[str, str, str, int, str, int]]:
    """One line per instrument, informant, sex and age: the norm of that sex before the one for any, the newest version first."""
    chosen: dict[tuple[str, str, str, int], Norm] = {}
    for norm in sorted(norms, key=lambda n: (n.sex != "*", n.version)):
        for sex in _SEXES if norm.sex == "*" else (norm.sex,):
            for age in range(norm.age_from, norm.age_to + 1):
                chosen[norm.instrument, norm.informant, sex, age] = norm
    for key, norm in chosen.items():
        yield *key, norm.direction, norm.reliable_tenths


def _final(successions: Sequence[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Follow chains of successions to the last one; with the number of steps."""
    direct = dict(successions)
    final = []
    for provider, successor in direct.items():
        seen = {provider}
        while successor in direct and successor not in seen:
            seen.add(successor)
            successor = direct[successor]
        final.append((provider, successor, len(seen)))
    return final
