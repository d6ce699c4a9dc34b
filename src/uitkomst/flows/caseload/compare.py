"""A caseload beside the register: who is meant, what is found, what would change. No writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from uitkomst.care import caseload as register
from uitkomst.care.erased import erased_on
from uitkomst.flows.care.together import own_words
from uitkomst.flows.care.ways import to_prefer
from uitkomst.intake.caseload import (
    Caseload,
    ChangeFound,
    ColumnMap,
    Difference,
    Held,
    Table,
    apart,
    asked_here,
    difference,
    mapping_faults,
    read_caseload,
    resolve_people,
    without_erased,
    without_known_pseudonyms,
)
from uitkomst.intake.caseload.values import CODED
from uitkomst.intake.from_messages import made_number
from uitkomst.organisations import team_keeping, teams
from uitkomst.organisations.types import Organisation, Person
from uitkomst.vocabulary.codes import code_list

MANY_GONE_AT_LEAST, MANY_GONE_SHARE = 5, 0.2
"""More running clients absent than this many and this part of them: perhaps the export is not whole."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a word of the file can mean: codes with their label, accounts, teams."""

    people: tuple[Person, ...]
    teams: tuple[Organisation, ...]

    def choices(self, name: str, language: str) -> list[tuple[str, str]]:
        """(value, label) of all that a word of this field can mean; empty for fields that have no list."""
        if name in CODED:
            return [(code.code, f"{code.code} {code.labels[language]}") for code in code_list(name).codes]
        if name in ("practitioner", "stand_in"):
            return [(f"{register.PERSON}{one.pk}", f"{one.name} ({one.email})") for one in self.people]
        return [(f"{register.TEAM}{one.pk}", one.name) for one in self.teams] if name == "team" else []

    def known_people(self) -> dict[str, str]:
        """Words for an account: its e-mail address, its name when nobody else has it, and its number as chosen by hand."""
        found: dict[str, str] = {}
        names = [one.name.lower() for one in self.people]
        for one in self.people:
            who = f"{register.PERSON}{one.pk}"
            found |= {one.email.lower(): who, who: who}
            if names.count(one.name.lower()) == 1:
                found[" ".join(one.name.lower().split())] = who
        return found

    def known_teams(self) -> dict[str, str]:
        """Words for a team: its name, its code, and its number as chosen by hand."""
        of = {f"{register.TEAM}{one.pk}": one for one in self.teams}
        return {word: key for key, one in of.items() for word in (key, *team_keeping.words_of(one))}


@dataclass(frozen=True, slots=True)
class Compared:
    """known: what words can mean. faults: of the mapping (code, field); with any of them nothing was read. many_gone: perhaps the export
    is not whole. renamed: own number -> the number made for the same client when there were only messages."""

    known: Words
    mapping: ColumnMap
    faults: tuple[tuple[str, str], ...]
    caseload: Caseload
    difference: Difference
    many_gone: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)


def words_of(provider_id: int, today: date) -> Words:
    """The accounts and teams of a provider."""
    return Words(tuple(teams.colleagues(provider_id, today)), tuple(teams.teams_of(provider_id, today)))


def mapping_for(provider_id: int, table: Table) -> ColumnMap:
    """The columns as chosen before; a heading that is new gets what it suggests."""
    return (register.mapping_of(provider_id) or ColumnMap({})).for_file(table.headings)


def compare(provider_id: int, table: Table, mapping: ColumnMap, today: date) -> Compared:
    """Read the table with these columns, and lay it beside the register."""
    known = words_of(provider_id, today)
    faults = tuple(mapping_faults(mapping, table.headings))
    if faults:
        return Compared(known, mapping, faults, Caseload((), table.findings, len(table.rows), 0), Difference())
    found = resolve_people(read_caseload(table, mapping, today=today, channels=to_prefer()), known.known_people(), known.known_teams())
    found = asked_here(found, own_words(provider_id))
    numbers = [one.number for one in found.clients]
    found = without_erased(found, {number: day.isoformat() for number, day in erased_on(provider_id, numbers).items()})
    owners = register.pseudonym_owners(provider_id, [one.fields["bsn"] for one in found.clients if "bsn" in one.fields])
    held = register.held(provider_id, [one.number for one in found.clients])
    renamed = _own_numbers(found, held, owners)
    found = without_known_pseudonyms(found, owners | {pseudonym: number for number, pseudonym in _pseudonyms(found) if number in renamed})
    made = register.held(provider_id, renamed.values())
    held |= {number: replace(made[was], client=replace(made[was].client, number=number)) for number, was in renamed.items()}
    own = {was: number for number, was in renamed.items()}
    running = [own.get(number, number) for number in register.running_numbers(provider_id, today)]
    found = apart(found, held)
    differs = difference(found, held, running)
    differs = replace(differs, changes=(*differs.changes, *_as_changes(renamed)))
    gone = len(differs.absent)
    many_gone = gone >= MANY_GONE_AT_LEAST and gone > MANY_GONE_SHARE * len(running)
    return Compared(known, mapping, (), found, differs, many_gone, renamed)


def _pseudonyms(found: Caseload) -> list[tuple[str, str]]:
    return [(one.number, one.fields["bsn"]) for one in found.clients if "bsn" in one.fields]


def _own_numbers(found: Caseload, held: Mapping[str, Held], owners: Mapping[str, str]) -> dict[str, str]:
    """New numbers of clients who had none of their own: messages brought them in. One number for one client."""
    renamed: dict[str, str] = {}
    for number, pseudonym in _pseudonyms(found):
        made = owners.get(pseudonym, "")
        if made == made_number(pseudonym) and number not in held and made not in renamed.values():
            renamed[number] = made
    return renamed


def _as_changes(renamed: Mapping[str, str]) -> list[ChangeFound]:
    return [ChangeFound(number, "client", "number", was, number) for number, was in renamed.items()]
