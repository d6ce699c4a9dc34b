"""What is asked for: periods, grouping, scope, indicators.

Source: definitions 2 (periods), 5 (grouping), 6 (who may ask what).
"""

from __future__ import annotations

from dataclasses import dataclass

from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.problems import Problem

# Each dimension as an expression over a unit ``u`` and its municipality ``m``. There is none for a practitioner.
DIMENSIONS: dict[str, str] = {
    "municipality": "u.municipality",
    "youth_region": "m.youth_region",
    "province": "m.province",
    "provider": "u.provider",
    "form_of_help": "u.form",
    "form_group": "CASE WHEN u.with_stay THEN 'with_stay' ELSE 'without_stay' END",
    "referrer": "u.referrer",
    "crisis": "CASE WHEN u.crisis THEN '01' WHEN NOT u.crisis THEN '02' END",
    "age_group": "u.age_group",
    "sex": "u.sex",
    "team": "u.provider || '/' || u.team",
    "intervention": "u.intervention",
    "target_group": "u.target_group",
    "severity": "u.severity",
}

_SCOPES = {"municipality": "municipality", "region": "youth_region", "province": "province", "provider": "provider", "team": "team"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: one municipality, region, province, provider or team (``kvk/team``); kind ``nation`` has no value."""

    kind: str
    value: str = ""

    @classmethod
    def parse(cls, text: str) -> Scope:
        """Read ``municipality:0736``, ``region:Utrecht-West``, ``province:Utrecht``, ``provider:12345678`` or ``nation``.

        Raises ValueError with what was expected.
        """
        kind, _, value = text.partition(":")
        if kind == "nation" and not value:
            return cls("nation")
        if kind not in _SCOPES or not value:
            raise Problem("not_a_scope", text=text)
        return cls(kind, value)

    @property
    def dimension(self) -> str | None:
        return _SCOPES.get(self.kind)

    @property
    def provider(self) -> str:
        """The provider whose own records these are, for a provider or one of its teams; else empty."""
        return self.value.partition("/")[0] if self.kind in ("provider", "team") else ""

    @property
    def team(self) -> str:
        """The team inside its provider; else empty."""
        return self.value.partition("/")[2] if self.kind == "team" else ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.value else self.kind


NATION = Scope("nation")


@dataclass(frozen=True, slots=True)
class Request:
    """One release: all its figures are measured and protected together. crossed: groupings in every combination, or one at a time."""

    periods: tuple[Period, ...]
    dims: tuple[str, ...] = ()
    scope: Scope = NATION
    indicators: tuple[str, ...] = ()
    distributions: bool = False
    own_cells: bool = False
    crossed: bool = True

    def __post_init__(self) -> None:
        for dim in self.dims:
            if dim not in DIMENSIONS:
                raise Problem("not_a_grouping", dim=dim, dims=", ".join(DIMENSIONS))
        if len(set(self.dims)) < len(self.dims):
            raise Problem("grouping_twice")
