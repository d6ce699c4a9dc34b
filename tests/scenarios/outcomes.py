"""What came of a scenario, against what was expected: one readable complaint per difference, with file, heading and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from uitkomst.engine import Engine
from uitkomst.measures import JudgedUnit, judge, load_definitions
from uitkomst.measures.reasons import reason_word
from uitkomst.measures.sample import asked, build, fields
from uitkomst.measures.sample_rows import kvk, pseudonym_of
from uitkomst.measures.scenarios import FaultyScenario, Line, Scenario
from uitkomst.snapshots import Snapshot

VERDICTS = {"ja": "met", "nee": "not_met", "onbekend": "unknown", "uitgezonderd": "excluded", "bekend": "known"}
WORDS = {verdict: word for word, verdict in VERDICTS.items()}
INFORMANTS = {"jeugdige": "young_person", "ouder": "parent"}
OUTSIDE = "buiten"
SAME = "idem"


@dataclass(frozen=True)
class Group:
    """The lines that are one trajectory: a line and those under it that say 'idem'."""

    lines: tuple[Line, ...]
    key: tuple[str, str, str, date]

    @property
    def expected(self) -> dict[str, str]:
        return self.lines[0].expected


def complaints(indicator: str, scenario: Scenario) -> list[str]:
    """All differences between the scenario and what the product says of it."""
    with Engine() as engine:
        snapshot = build(scenario, engine, keep_steps=True)
        return differences(indicator, scenario, snapshot, dict(engine.rows("SELECT number, client FROM clients")))


def differences(indicator: str, scenario: Scenario, snapshot: Snapshot, clients: dict[int, str]) -> list[str]:
    """The same for a snapshot that is already there. clients: number in the snapshot -> key of the client, as groups() knows it."""
    units = list(judge(snapshot, indicator, [half.index for half in asked(scenario)]))
    found: dict[tuple[str, str, str, date], list[JudgedUnit]] = {}
    for unit in units:
        found.setdefault((unit.provider, clients[unit.client], unit.form, unit.start_date), []).append(unit)
    said: list[str] = []
    for group in groups(scenario):
        its_units = found.pop(group.key, [])
        said += [f"{scenario.where(group.lines[0])}: {complaint}" for complaint in _of_group(indicator, group, its_units)]
    for (provider, _, form, start), unclaimed in found.items():
        verdicts = ", ".join(sorted({WORDS[unit.verdict] for unit in unclaimed}))
        said.append(
            f"{scenario.where()}: provider {provider} has a trajectory of form {form} from {start} ({verdicts}) that no line expects"
        )
    return said


def groups(scenario: Scenario) -> Iterator[Group]:
    """The trajectories that a scenario expects, with the key by which the product knows them."""
    lines: list[list[Line]] = []
    for line in scenario.lines:
        if SAME in line.expected.values():
            if not lines:
                raise FaultyScenario(f"{scenario.where(line)}: '{SAME}' has no line above it")
            lines[-1].append(line)
        else:
            lines.append([line])
    twins: dict[tuple[str, ...], int] = {}
    for together in lines:
        yield Group(tuple(together), _key(together, scenario, twins))


def _key(lines: list[Line], scenario: Scenario, twins: dict[tuple[str, ...], int]) -> tuple[str, str, str, date]:
    """(provider, client, form, start): the start of the first to start; the client with a BSN if a line has one; twins numbered."""
    given = [fields(line, scenario) for line in lines]
    provider = given[-1]["aanbieder"]
    for text in scenario.all_settings("opvolging"):
        provider = text[-1] if text[0] == provider else provider
    known = [g["cliënt"] for g in given if g["cliënt"].isdigit()]
    start = min(date.fromisoformat(g["aanvang"]) for g in given)
    if known:
        return kvk(provider), pseudonym_of(known[-1]), given[0]["hulpvorm"], start
    first = given[0]
    birth = "00000000" if first["cliënt"] == "ongeboren" else first["geboren"].replace("-", "")
    place = (kvk(provider), first["geslacht"], birth, first["postcode"] or first["gemeente"])
    twin = twins[(*place, first["hulpvorm"], str(start))] = twins.get((*place, first["hulpvorm"], str(start)), 0) + 1
    return kvk(provider), "/".join((*place, str(twin))), first["hulpvorm"], start


def _of_group(indicator: str, group: Group, units: list[JudgedUnit]) -> Iterator[str]:
    for column, cell in group.expected.items():
        if not cell:
            continue
        what, variant, informant, rest = _column(indicator, column)
        mine = [unit for unit in units if unit.variant == variant and unit.informant == informant]
        got = _cell(what, rest, mine)
        if got != cell:
            yield f"{column}: expected '{cell}', got '{got}'"


def _column(indicator: str, column: str) -> tuple[str, str, str, str]:
    """What a column asks: (oordeel | waarom | waarde | klasse | aantal, variant, informant, verdict of 'aantal')."""
    definition = load_definitions()[indicator]
    what, *words = column.split()
    variant = informant = rest = ""
    for word in words:
        if word in INFORMANTS:
            informant = INFORMANTS[word]
        elif word in VERDICTS and what == "aantal":
            rest = VERDICTS[word]
        elif word in {v.id for v in definition.variants}:
            variant = word
        else:
            raise FaultyScenario(f"{indicator}: column '{column}' asks for '{word}', which is no variant or informant of it")
    if bool(informant) != bool(definition.informants) or what not in ("oordeel", "waarom", "waarde", "klasse", "aantal"):
        raise FaultyScenario(
            f"{indicator}: column '{column}' is not one of oordeel, waarom, waarde, klasse, aantal (with jeugdige or ouder)"
        )
    return what, variant, informant, rest


def _cell(what: str, rest: str, units: Iterable[JudgedUnit]) -> str:
    """What the product says, in the words of the table."""
    units = list(units)
    if what == "aantal":
        return str(sum(unit.units for unit in units if unit.verdict == rest))
    if not units:
        return OUTSIDE
    if len(units) > 1:
        return " + ".join(sorted(WORDS[unit.verdict] for unit in units))
    unit = units[0]
    if what == "oordeel":
        return WORDS[unit.verdict]
    if what == "waarom":
        return reason_word(unit.reason)
    value = {"waarde": unit.value, "klasse": unit.outcome}[what]
    return "–" if value is None else str(value)
