"""Texts by key, numbers and periods, in one language. The texts are in ``texts/nl.toml`` and ``texts/en.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..comparison.frequencies import Frequency, band_of_hundred, of_hundred, of_ten_or_hundred
from ..measures.definitions import Texts
from ..vocabulary.periods import HalfYear, Period

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("nl", "en")


class Words:
    """The words of one language: ``words("block.course")``, numbers, shares and periods as that language writes them."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language '{language}' is not available; use nl or en")
        self.language = language
        self._texts = _load(language)

    def __call__(self, key: str, **values: object) -> str:
        """The text with this key ("part.name"). Raises KeyError."""
        return str(self._find(key)).format(**values)

    def has(self, key: str) -> bool:
        part, _, name = key.partition(".")
        return name in self._texts.get(part, {})

    def items(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self._find(key))

    def _find(self, key: str) -> Any:
        part, _, name = key.partition(".")
        return self._texts[part][name]

    def of(self, texts: Texts, **values: object) -> str:
        """The text of a definition in this language; "" if it has none."""
        return texts.get(self.language, "").format(**values)

    def number(self, value: int) -> str:
        """1234 as 1.234 (nl) or 1,234 (en)."""
        return f"{value:,}".replace(",", self("number.thousand"))

    def decimal(self, value: float, decimals: int) -> str:
        """7.4 as 7,4 (nl); the thousands get their mark too."""
        whole, _, rest = f"{value:,.{decimals}f}".partition(".")
        whole = whole.replace(",", self("number.thousand"))
        return f"{whole}{self('number.decimal')}{rest}" if rest else whole

    def frequency(self, frequency: Frequency) -> str:
        """So many, in words where it is nearly nothing or nearly all: "minder dan 1"."""
        if frequency.sign == "<":
            return self("number.fewer", n=frequency.count)
        if frequency.sign == ">":
            return self("number.more", n=frequency.count)
        return str(frequency.count)

    def share(self, share: float) -> str:
        """So many of every hundred, without saying "of every hundred"."""
        return self.frequency(of_hundred(share))

    def roughly(self, share: float) -> str:
        """ "4 van de 10", or "7 van de 100" for a small share."""
        frequency = of_ten_or_hundred(share)
        return self("number.of_base", n=self.frequency(frequency), base=frequency.base)

    def band(self, lower: float, upper: float) -> tuple[str, str]:
        low, high = band_of_hundred(lower, upper)
        return str(low), str(high)

    def period(self, name: str) -> str:
        """ "2023..2024" as "2023 en 2024", "2024-1" as "eerste helft van 2024"."""
        halves = Period.parse(name).half_years
        if len(halves) == 4:
            return self("period.two_years", first=halves[0].year, last=halves[-1].year)
        if len(halves) == 2:
            return str(halves[0].year)
        return self(f"period.half_{halves[0].half}", year=halves[0].year)

    def day(self, value: date) -> str:
        """21 november 2026."""
        return f"{value.day} {self.items('date.months')[value.month - 1]} {value.year}"

    def short_half(self, name: str) -> str:
        half = HalfYear.parse(name)
        return self(f"period.short_half_{half.half}", year=half.year)

    def scope(self, kind: str, name: str) -> str:
        """ "gemeente Woerden", also when the name says itself that it is one."""
        for language in LANGUAGES:
            called = _load(language)["scope"][kind].format(name="").strip()
            if called and name.lower().startswith(f"{called.lower()} "):
                name = name[len(called) :].strip()
        return self(f"scope.{kind}", name=name)

    def listed(self, names: Sequence[str]) -> str:
        """ "leeftijd, geslacht en verwijzer"."""
        *first, last = names or ("",)
        return f"{', '.join(first)} {self('number.and')} {last}" if first else last

    def who(self, informant: str) -> str:
        return self(f"informant.{informant}") if informant else ""

    def who_title(self, informant: str) -> str:
        return self(f"informant_title.{informant}") if informant else ""


@cache
def _load(language: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))
