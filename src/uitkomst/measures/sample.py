"""A scenario becomes a small snapshot: its lines as deliveries of fictitious providers, frozen like real ones.

Used by the tests that hold every indicator against its scenarios, and by ``uitkomst show-steps``, which needs a sample.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from uitkomst.engine import Engine
from uitkomst.measures.sample_rows import DELIVERIES, TYPED, kvk, typed_row
from uitkomst.measures.scenarios import FaultyScenario, Line, Scenario
from uitkomst.snapshots import Norm, Reference, Snapshot, freeze, load_reference
from uitkomst.vocabulary.periods import HalfYear

# What a line has where the table does not say so: a girl of twelve in Woerden with ambulant help through the GP.
USUAL = {
    "aanbieder": "A", "cliënt": "1", "geboren": "2012-03-15", "geslacht": "V", "gemeente": "0632", "verwijzer": "02", "hulpvorm": "02",
    "gestart_met_crisis": "02",
}  # fmt: skip
_OPTIONAL = {
    "postcode", "aanvang", "einde", "reden", "nut_jeugdige", "nut_ouder", "zonder_hulp_jeugdige", "zonder_hulp_ouder",
    "zonder_hulp_schaal", "team", "interventie", "doelgroep", "ernst_begin", "instrument", "informant_instrument", "t_begin", "t_eind",
    "doelen_afgesproken", "doelen_beoordeeld", "doelen_gerealiseerd", "geleverd in", "geweigerd",
}  # fmt: skip
_VERSION = re.compile(r"^(\d{4}-[12])(?: v(\d+))?$")
_REFUSED_WHOLE = re.compile(r"^([A-Z]) (\d{4}-[12])(?: v(\d+))?$")
_EXEMPT = re.compile(r"^([A-Z]) in (\d{4}), (\d{4}-\d\d-\d\d) t/m (\d{4}-\d\d-\d\d)$")
_NORM = re.compile(
    r"^(?P<instrument>\w+), (?P<informant>\w+), hoger is (?P<direction>meer|minder) problemen, SD (?P<sd>[\d.]+), "
    r"betrouwbaarheid (?P<reliability>[\d.]+)(?:, geslacht (?P<sex>[VMO]))?(?:, leeftijd (?P<low>\d+)-(?P<high>\d+))?$"
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """One line as it stands in one file: (provider letter, half-year, version) and the fields there."""

    provider: str
    half_year: HalfYear
    version: int
    fields: dict[str, str]


def asked(scenario: Scenario) -> list[HalfYear]:
    """The half-years that the scenario asks about ('Periode: 2024-1')."""
    return half_years(scenario.setting("periode") or "2024-1")


def half_years(text: str) -> list[HalfYear]:
    """Read ``2024-1``, ``2023-1, 2024-1`` or ``2023-1 t/m 2024-2``; ``niets`` is none."""
    found: list[HalfYear] = []
    for part in text.split(","):
        first, until, last = part.partition(" t/m ")
        if part.strip() == "niets":
            continue
        low = HalfYear.parse(first)
        high = HalfYear.parse(last) if until else low
        found += [HalfYear.from_index(index) for index in range(low.index, high.index + 1)]
    return found


def build(scenario: Scenario, engine: Engine, *, keep_steps: bool = False) -> Snapshot:
    """Freeze the world of a scenario in this engine. Raises FaultyScenario."""
    files = deliveries(scenario)
    order = sorted(files, key=lambda key: (key[1], key[0], key[2]))
    refused = {key for key, lines in files.items() if lines and all(line.fields["geweigerd"] == "ja" for line in lines)}
    usable = {key: key not in refused | _refused_whole(scenario) for key in order}
    listed = [
        (n, f"{kvk(p)}_{half}", kvk(p), half.index, version, str(n), len(files[p, half, version]), usable[p, half, version], "")
        for n, (p, half, version) in enumerate(order, start=1)
    ]
    engine.load("deliveries", DELIVERIES, listed)
    rows = [typed_row(n, number, d.fields) for n, key in enumerate(order, start=1) for number, d in enumerate(files[key], start=2)]
    engine.load("typed", TYPED, [[row[column] for column in TYPED] for row in rows])
    load_reference(engine, reference(scenario))
    return freeze(engine, keep_steps=keep_steps)


def reference(scenario: Scenario) -> Reference:
    """The reference tables of a scenario: 'Opvolging: A wordt B', 'Vrijgesteld: …', 'Norm: …'."""
    return Reference(
        municipalities=[("0632", "Utrecht-West", "Utrecht"), ("0736", "Utrecht-West", "Utrecht"), ("0344", "Utrecht Stad", "Utrecht")],
        successions=[(kvk(text[0]), kvk(text[-1])) for text in scenario.all_settings("opvolging")],
        exempt=[_exempt(text, scenario) for text in scenario.all_settings("vrijgesteld")],
        norms=[_norm(text, scenario) for text in scenario.all_settings("norm")],
    )


def deliveries(scenario: Scenario) -> dict[tuple[str, HalfYear, int], list[Delivered]]:
    """The files of a scenario: (provider letter, half-year, version) -> its lines, in the order of the table."""
    files: dict[tuple[str, HalfYear, int], list[Delivered]] = defaultdict(list)
    for letter, halves in _delivering(scenario).items():
        for half in halves:
            files[letter, half, 1] = []
    for line in scenario.lines:
        for delivered in _delivered(line, scenario, files):
            files[delivered.provider, delivered.half_year, delivered.version].append(delivered)
    return dict(files)


def fields(line: Line, scenario: Scenario) -> dict[str, str]:
    """The fields of a line, with what is usual where the table says nothing."""
    for name in line.given:
        if name not in USUAL and name not in _OPTIONAL:
            raise FaultyScenario(f"{scenario.where(line)}: '{name}' is not a column that can be delivered")
    # Freely accessible help (01) has no referrer (06); anything else would be refused.
    usual = USUAL | ({"verwijzer": "06"} if line.given.get("hulpvorm") == "01" else {})
    return dict.fromkeys(_OPTIONAL, "") | usual | {name: cell for name, cell in line.given.items() if cell or name not in USUAL}


def _delivering(scenario: Scenario) -> dict[str, list[HalfYear]]:
    """Which half-years each provider delivers: as set ('Aanbieder A levert: …'), else all from the first start to one past the question."""
    lines = [fields(line, scenario) for line in scenario.lines]
    days = [date.fromisoformat(line[name]) for line in lines for name in ("aanvang", "einde") if line[name]]
    first, last = HalfYear.of(min(days)), max([HalfYear.of(max(days)), *(half.next for half in asked(scenario))])
    usual = [HalfYear.from_index(index) for index in range(first.index, last.index + 1)]
    letters = sorted({line["aanbieder"] for line in lines})
    set_by = {word.split()[1].upper(): half_years(text) for word, text in scenario.settings if re.match(r"aanbieder \w levert$", word)}
    return {letter: set_by.get(letter, usual) for letter in {*letters, *set_by}}


def _delivered(line: Line, scenario: Scenario, files: dict[tuple[str, HalfYear, int], list[Delivered]]) -> Iterator[Delivered]:
    given = fields(line, scenario)
    letter = given["aanbieder"]
    if given["geleverd in"]:
        places = _places(given["geleverd in"], scenario, line)
    else:
        low = HalfYear.of(date.fromisoformat(given["aanvang"]))
        high = HalfYear.of(date.fromisoformat(given["einde"])) if given["einde"] else None
        halves = sorted(half for p, half, version in files if p == letter and version == 1)
        places = [(half, 1) for half in halves if low <= half and (high is None or half <= high)]
    for half, version in places:
        yield Delivered(letter, half, version, _as_known_in(half, given))


def _places(text: str, scenario: Scenario, line: Line) -> list[tuple[HalfYear, int]]:
    places: list[tuple[HalfYear, int]] = []
    for part in text.split(","):
        if found := _VERSION.match(part.strip()):
            places.append((HalfYear.parse(found[1]), int(found[2] or 1)))
        elif " t/m " in part:
            places += [(half, 1) for half in half_years(part)]
        else:
            raise FaultyScenario(f"{scenario.where(line)}: '{part.strip()}' is not a half-year; write 2024-1 or 2024-1 v2")
    return places


# What is not known yet while the help is running.
_AT_THE_END = (
    "einde", "reden", "nut_jeugdige", "nut_ouder", "zonder_hulp_jeugdige", "zonder_hulp_ouder", "zonder_hulp_schaal", "t_eind",
    "doelen_afgesproken", "doelen_beoordeeld", "doelen_gerealiseerd",
)  # fmt: skip


def _as_known_in(half: HalfYear, given: dict[str, str]) -> dict[str, str]:
    if given["einde"] and date.fromisoformat(given["einde"]) > half.last_day:
        return given | dict.fromkeys(_AT_THE_END, "")
    return given


def _refused_whole(scenario: Scenario) -> set[tuple[str, HalfYear, int]]:
    refused = set()
    for text in scenario.all_settings("geheel geweigerd"):
        found = _REFUSED_WHOLE.match(text)
        if not found:
            raise FaultyScenario(f"{scenario.where()}: '{text}' is not a file; write A 2024-1 v2")
        refused.add((found[1], HalfYear.parse(found[2]), int(found[3] or 1)))
    return refused


def _exempt(text: str, scenario: Scenario) -> tuple[str, str, date, date]:
    found = _EXEMPT.match(text)
    if not found:
        raise FaultyScenario(f"{scenario.where()}: '{text}' is not an exemption; write A in 0632, 2024-01-01 t/m 2024-06-30")
    return kvk(found[1]), found[2], date.fromisoformat(found[3]), date.fromisoformat(found[4])


def _norm(text: str, scenario: Scenario) -> Norm:
    found = _NORM.match(text)
    if not found:
        raise FaultyScenario(f"{scenario.where()}: '{text}' is not a norm; see docs/handleiding/scenario-toevoegen.md")
    direction = "higher_is_more_problems" if found["direction"] == "meer" else "higher_is_fewer_problems"
    who = (found["instrument"], found["informant"], found["sex"] or "*", int(found["low"] or 0), int(found["high"] or 99))
    return Norm(*who, direction, found["sd"], found["reliability"], "1")
