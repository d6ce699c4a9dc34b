"""The reference tables that the definitions lean on, loaded into the engine: regions, successions, exemptions, norms.

Source: definitions 1 (successions), 4 (exempt pairs, norms), 5 (regions and provinces); decision D5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import isqrt

from uitkomst.engine import Engine

_RELIABLE = Fraction("1.96")


@dataclass(frozen=True, slots=True)
class Norm:
    """What is needed to judge a change on one instrument for one informant: direction, SD, reliability, source."""

    instrument: str
    informant: str
    sex: str
    age_from: int
    age_to: int
    direction: str
    sd: str
    reliability: str

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


def load_reference(engine: Engine, reference: Reference) -> None:
    """Make the engine tables ``municipalities``, ``successions``, ``exempt`` and ``norms``."""
    engine.load("municipalities", {"code": "VARCHAR", "youth_region": "VARCHAR", "province": "VARCHAR"}, reference.municipalities)
    engine.load("successions", {"provider": "VARCHAR", "successor": "VARCHAR"}, _final(reference.successions))
    engine.load("exempt", {"provider": "VARCHAR", "municipality": "VARCHAR", "valid_from": "DATE", "valid_to": "DATE"}, reference.exempt)
    norms = [(n.instrument, n.informant, n.sex, n.age_from, n.age_to, n.direction, n.reliable_tenths) for n in reference.norms]
    columns = {"instrument": "VARCHAR", "informant": "VARCHAR", "sex": "VARCHAR", "age_from": "INTEGER", "age_to": "INTEGER"}
    engine.load("norms", {**columns, "direction": "VARCHAR", "reliable_tenths": "INTEGER"}, norms)


def _final(successions: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Follow chains of successions to the last one."""
    direct = dict(successions)
    final = []
    for provider, successor in direct.items():
        seen = {provider}
        while successor in direct and successor not in seen:
            seen.add(successor)
            successor = direct[successor]
        final.append((provider, successor))
    return final
