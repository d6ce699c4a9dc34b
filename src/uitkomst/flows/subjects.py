"""Whose mirror or figures: names checked against the reference tables, and the names that a page shows.

Source: definitions 5 and 6; product principle 10 (a mirror opens on the region and on two years).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from uitkomst.measures import Scope
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.municipalities import Municipality, read_known_codes, read_municipalities
from uitkomst.vocabulary.periods import HalfYear, Period
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.verdicts import Audience

_GROUPS = {
    "nl": {"with_stay": "met verblijf", "without_stay": "zonder verblijf"},
    "en": {"with_stay": "with stay", "without_stay": "without stay"},
}
_NAMELESS = {
    "nl": {"unknown": "onbekend", "unborn": "nog niet geboren", "small_teams": "kleine teams samen"},
    "en": {"unknown": "unknown", "unborn": "not yet born", "small_teams": "small teams together"},
}
"""Groups that have no name of their own."""
_CODED = {"form_of_help": "form_of_help", "referrer": "referrer", "crisis": "crisis", "sex": "sex"}


@dataclass(frozen=True, slots=True)
class Subject:
    """For whom a mirror is made, and what it opens on. focus: the group of the subject inside the opening (or "")."""

    scope: Scope
    name: str
    opening: Scope
    opening_name: str
    dim: str
    focus: str = ""


def checked_scope(scope: Scope, tables: Path | None) -> Scope:
    """The scope with the municipality's present code; raises Problem for a name that does not exist, with near ones."""
    places = read_municipalities(tables)
    if scope.kind == "municipality":
        code = read_known_codes(tables).get(scope.value)
        if not code:
            raise Problem("scope_unknown", scope=scope, near=", ".join(_near_municipalities(scope.value, places)))
        return Scope("municipality", code)
    if scope.kind in ("region", "province"):
        names = {place.youth_region if scope.kind == "region" else place.province for place in places.values()}
        if scope.value not in names:
            raise Problem("scope_unknown", scope=scope, near=", ".join(get_close_matches(scope.value, sorted(names), 3, 0.3)))
    if scope.kind == "provider" and not (len(scope.value) == 8 and scope.value.isdigit()):
        raise Problem("scope_provider", scope=scope)
    return scope


def _near_municipalities(text: str, places: dict[str, Municipality]) -> list[str]:
    names = {place.name: place.code for place in places.values()}
    return [f"{name} = {names[name]}" for name in get_close_matches(text, sorted(names), 3, 0.3)]


def subject_of(scope: Scope, audience: Audience, tables: Path | None) -> Subject:
    """What the mirror of this scope opens on: the region for a municipality, unless it is for its own records."""
    scope = checked_scope(scope, tables)
    if scope.kind == "municipality":
        place = read_municipalities(tables)[scope.value]
        if audience is Audience.OWN:
            return Subject(scope, place.name, scope, place.name, "form_group")
        region = Scope("region", place.youth_region)
        return Subject(scope, place.name, region, place.youth_region, "municipality", focus=scope.value)
    if scope.kind == "nation":
        return Subject(scope, "Nederland", scope, "Nederland", "youth_region")
    dim = {"region": "municipality", "provider": "team" if audience is Audience.OWN else "form_group", "team": "form_group"}[scope.kind]
    return Subject(scope, scope.value, scope, scope.value, dim)


def opening_period(period: Period, audience: Audience) -> Period:
    """The period a mirror opens on: two years, so that small numbers can be shown; `own` opens on what was asked."""
    if audience is Audience.OWN or ".." in period.name:
        return period
    year = period.half_years[-1].year
    return Period.parse(f"{year - 1}..{year}")


def course_periods(delivered: tuple[int, ...], until: Period) -> tuple[Period, ...]:
    """Every half-year delivered up to the end of the period: the course of a figure."""
    return tuple(Period.parse(str(HalfYear.from_index(i))) for i in delivered if i <= until.half_years[-1].index)


def names_in(dim: str, values: set[str], language: str, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The names of these values of a grouping; known: names that come first. A team without a name is shown by its code alone."""
    names = {value: value.partition("/")[2] for value in values if dim == "team" and "/" in value} | group_names(dim, language, None)
    names |= known or {}
    return {value: _NAMELESS[language].get(names.get(value, value), names.get(value, value)) for value in values}


def group_names(dim: str, language: str, tables: Path | None) -> dict[str, str]:
    """The name of each value of a grouping, where a code is not what people say."""
    if dim == "municipality":
        return {code: place.name for code, place in read_municipalities(tables).items()}
    if dim == "form_group":
        return _GROUPS[language]
    if dim in _CODED:
        listed = code_list(_CODED[dim])
        return {code.code: listed.label(code.code, language) for code in listed.codes}
    return {}
