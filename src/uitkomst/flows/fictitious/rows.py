"""The rows of one half-year: what each provider knows at that moment about the help that ran in it.

Source: informatieprotocol 7.3 and 7.6 (a file holds all who started, ended or had help running); definitions 1 (columns).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from uitkomst.flows.fictitious import bsn
from uitkomst.flows.fictitious.arrays import Array, Table, day, take
from uitkomst.flows.fictitious.clients import UNBORN, UNKNOWN
from uitkomst.flows.fictitious.providers import Provider
from uitkomst.flows.fictitious.settings import settings
from uitkomst.vocabulary.municipalities import Municipality
from uitkomst.vocabulary.periods import HalfYear

_FIRST_DAY = day("1990-01-01")
_DAYS = np.array([str(d).replace("-", "") for d in np.arange(np.datetime64("1990-01-01"), np.datetime64("2101-01-01"))], dtype=object)
_REASONS = np.array(["", "01", "02", "03", "04", "05"], dtype=object)
_GOING_ON = np.array(["", "01", "02", "03", "04"], dtype=object)
_NUMBERS = np.array(["", *(str(n) for n in range(128))], dtype=object)  # position 0 stands for -1: nothing
_SEVERITY = np.array(["licht", "matig", "ernstig"], dtype=object)
_LETTERS = "ABCDEFGHJKLNPRSTVWXZ"


@dataclass(frozen=True, slots=True)
class Region:
    """Everything that was drawn: places, providers, clients and trajectories (tables of columns, see clients, care, outcomes)."""

    places: tuple[Municipality, ...]
    providers: tuple[Provider, ...]
    clients: Table
    care: Table


def active(region: Region, period: HalfYear) -> Array:
    """Positions of the trajectories that started on or before the last day and run or ended on or after the first."""
    first, last = day(str(period.first_day)), day(str(period.last_day))
    care = region.care
    # A silent end: the row is never delivered with an end, and not at all in the period in which help ended.
    shown = ~(care["silent"] & (care["end"] <= last))
    return np.flatnonzero((care["start"] <= last) & (care["end"] >= first) & shown)


def period_columns(region: Region, period: HalfYear, chosen: Array, *, early: bool = False) -> dict[str, Array]:
    """The delivery columns as text (object arrays) of these trajectories in this half-year.

    early: as the provider knew it in a first delivery that it corrects later: some ends, reasons and answers still missing.
    """
    last = day(str(period.last_day))
    care = take(region.care, chosen)
    if early:
        shifted = care["start"] + 3
        care["start"] = np.where(care["wrong_start"] & (shifted <= np.minimum(care["end"], last)), shifted, care["start"])
    clients = take(region.clients, care["client"])
    ended = (care["end"] <= last) & ~(care["end_late"] & early)
    known = ~(care["reason_late"] & early)
    answered = ended & ~(care["answers_late"] & early)
    return _client_columns(region, clients, last) | _care_columns(care, ended, known) | _outcome_columns(region, care, answered)


def _client_columns(region: Region, clients: Table, last: int) -> dict[str, Array]:
    unborn = (clients["kind"] == UNBORN) & (clients["birth"] > last)
    number = clients["bsn"].astype(str).astype(object)
    number[clients["kind"] == UNKNOWN] = bsn.UNKNOWN
    number[unborn] = bsn.UNBORN
    birth = _dates(clients["birth"])
    vague = np.flatnonzero(clients["day_unknown"])
    birth[vague] = [text[:6] + "00" if i % 3 else text[:4] + "0000" for i, text in zip(vague, birth[vague], strict=True)]
    birth[unborn] = "00000000"
    sex = np.array(["V", "M", "O"], dtype=object)[clients["sex"]]
    sex[unborn] = "O"
    codes = np.array([place.code for place in region.places], dtype=object)
    moved = clients["moved_on"] <= last
    home = np.where(moved, clients["second"], clients["home"])
    return {
        "bsn": number,
        "geboortedatum": birth,
        "geslacht": sex,
        "postcode": _postcodes(region, home, clients["postcode"]),
        "gemeentecode": codes[home],
    }


def _postcodes(region: Region, home: Array, number: Array) -> Array:
    """Made-up postcodes: ten areas per municipality that have nothing to do with where it lies."""
    letters = [a + b for a in _LETTERS for b in _LETTERS]
    table = np.array(
        [[f"{1000 + (int(place.code) * 37 + area) % 8990}{pair}" for area in range(10) for pair in letters] for place in region.places],
        dtype=object,
    )
    found = table[home, np.maximum(number, 0)]
    found[number < 0] = ""
    return np.asarray(found)


def _care_columns(care: Table, ended: Array, known: Array) -> dict[str, Array]:
    forms, referrers = settings("shares")["forms"]["codes"], settings("shares")["referrers"]["codes"]
    end = _dates(care["end"])
    end[~ended] = ""
    reason = _REASONS[np.where(ended & known, care["reason"], 0)]
    return {
        "verwijzer": np.array(referrers, dtype=object)[care["referrer"]],
        "hulpvorm": np.array(forms, dtype=object)[care["form"]],
        "gestart_met_crisis": np.array(["02", "01"], dtype=object)[care["crisis"].astype(np.int8)],
        "datum_aanvang": _dates(care["start"]),
        "datum_einde": end,
        "reden_beeindiging": reason,
    }


def _outcome_columns(region: Region, care: Table, answered: Array) -> dict[str, Array]:
    def shown(column: Array) -> Array:
        return np.where(answered, column, 0)

    groups = settings("names")["target_groups"]
    interventions = np.array([group["interventions"] for group in groups], dtype=object)
    teams = np.array([(p.teams * 9)[:9] for p in region.providers], dtype=object)
    measured = care["t_begin"] >= 0
    any_going_on = shown(care["going_on_young_person"] | care["going_on_parent"]) > 0
    # While help runs nothing is assessed yet: the block is delivered with zeros (it moves whole, definitions 1).
    nothing_yet = np.minimum(care["goals_agreed"], 0)
    return {
        "nut_jeugdige": _NUMBERS[_some(shown(care["grade_young_person"]))],
        "nut_ouder": _NUMBERS[_some(shown(care["grade_parent"]))],
        "zonder_hulp_jeugdige": _GOING_ON[shown(care["going_on_young_person"])],
        "zonder_hulp_ouder": _GOING_ON[shown(care["going_on_parent"])],
        "team": teams[care["provider"], care["team"]],
        "interventie": interventions[care["target"], care["intervention"]],
        "doelgroep": np.array([group["name"] for group in groups], dtype=object)[care["target"]],
        "ernst_begin": _SEVERITY[care["severity"]],
        "instrument": np.where(measured, settings("shares")["scores"]["instrument"], "").astype(object),
        "informant_instrument": np.where(measured, np.array(["jeugdige", "ouder"], dtype=object)[care["informant"]], ""),
        "t_begin": _tenths(care["t_begin"]),
        "t_eind": _tenths(np.where(answered, care["t_end"], -1)),
        "doelen_afgesproken": _NUMBERS[care["goals_agreed"] + 1],
        "doelen_beoordeeld": _NUMBERS[np.where(answered, care["goals_assessed"], nothing_yet) + 1],
        "doelen_gerealiseerd": _NUMBERS[np.where(answered, care["goals_achieved"], nothing_yet) + 1],
        "zonder_hulp_schaal": np.where(care["older"] & any_going_on, "2018", "").astype(object),
    }


def _some(column: Array) -> Array:
    """Position in _NUMBERS: nothing for 0."""
    return np.where(column > 0, column + 1, 0)


def _dates(days: Array) -> Array:
    return np.asarray(_DAYS[days - _FIRST_DAY])


def _tenths(scores: Array) -> Array:
    text = np.array(["", *(f"{n // 10}.{n % 10}" for n in range(1001))], dtype=object)
    return np.asarray(text[scores + 1])
