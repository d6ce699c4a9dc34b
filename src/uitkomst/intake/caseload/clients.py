"""From the rows of a caseload to clients with their carers and trajectories. A fault never goes unsaid, and never mixes two people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from uitkomst.intake.caseload.addresses import keep_addresses_apart, usable_channel
from uitkomst.intake.caseload.headings import ColumnMap, fields
from uitkomst.intake.caseload.table import CaseFinding, Table
from uitkomst.intake.caseload.values import read_value
from uitkomst.vocabulary.channels import Channel

CLIENT_FIELDS = (
    "bsn", "first_name", "born", "sex", "postcode", "municipality", "language", "email", "phone", "channel", "no_contact",
    "unsafe_address", "died_on",
)  # fmt: skip
TRAJECTORY_FIELDS = (
    "practitioner", "stand_in", "team", "target_group", "intervention", "referrer", "crisis", "expected_end", "end_date", "end_reason",
    "request_for_help", "together_with", "outcome_asked_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseCarer:
    """A parent or carer as the file tells. custody: "yes", "no" or "" (not told)."""

    name: str
    email: str = ""
    phone: str = ""
    custody: str = ""


@dataclass(frozen=True, slots=True)
class CaseTrajectory:
    """One trajectory: form of help and start date are its identity. fields: what is filled, by TRAJECTORY_FIELDS; days jjjj-mm-dd."""

    form_of_help: str
    start_date: str
    fields: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    @property
    def identity(self) -> tuple[str, str]:
        return self.form_of_help, self.start_date


@dataclass(frozen=True, slots=True)
class CaseClient:
    """One client: fields that are filled, by CLIENT_FIELDS. What is empty in the file is absent here, and never erases anything."""

    number: str
    fields: Mapping[str, str] = field(default_factory=dict)
    carers: tuple[CaseCarer, ...] = ()
    trajectories: tuple[CaseTrajectory, ...] = ()


@dataclass(frozen=True, slots=True)
class Caseload:
    """All clients of one file, in order of number; the findings in order of line; how many rows were read and how many are used."""

    clients: tuple[CaseClient, ...]
    findings: tuple[CaseFinding, ...]
    rows: int
    used: int


@dataclass(slots=True)
class _Read:
    """One row with its values by field."""

    line: int
    values: dict[str, str]
    refused: bool = False


def read_caseload(table: Table, mapping: ColumnMap, *, today: date, channels: Collection[str] = tuple(Channel)) -> Caseload:
    """The clients in this table. ``table`` has no BSN (hide_bsn); a mapping with faults is not for this function.

    channels: those that the installation has.
    """
    findings = list(table.findings)
    rows = [_row(line, values, findings) for line, values in _values(table, mapping, today, findings)]
    usable = _without_doubles([row for row in rows if not row.refused], findings)
    by_number: dict[str, list[_Read]] = defaultdict(list)
    for row in usable:
        by_number[row.values["client_number"]].append(row)
    clients, used = [], 0
    for number, of in sorted(by_number.items()):
        if _two_people(of, findings):
            continue
        client = keep_addresses_apart(_client(number, of, findings), of[0].line, findings)
        clients.append(usable_channel(client, of[0].line, findings, channels))
        used += len(of)
    findings.sort(key=lambda one: (one.line, one.code, one.field))
    return without_known_pseudonyms(Caseload(tuple(clients), tuple(findings), len(table.rows), used), {})


def _values(table: Table, mapping: ColumnMap, today: date, findings: list[CaseFinding]) -> Iterator[tuple[int, dict[str, str]]]:
    places = {name: table.headings.index(heading) for name, heading in mapping.columns.items() if heading}
    for row in table.rows:
        values = {}
        for name, at in places.items():
            one = fields()[name]
            value = read_value(one.kind, row.cells[at], today=today, words=mapping.words.get(name), most=one.most, whole=one.whole)
            if value.problem:
                findings.append(CaseFinding(row.line, value.problem, value.level, name, row.cells[at][:60]))
            if value.value:
                values[name] = value.value
        yield row.line, values


def _row(line: int, values: dict[str, str], findings: list[CaseFinding]) -> _Read:
    """Judge the values of one row by themselves."""
    row = _Read(line, values)
    for name, one in fields().items():
        if one.required and not values.get(name):
            findings.append(CaseFinding(line, "required_missing", "error", name))
            row.refused = True
    start, born = values.get("start_date", ""), values.get("born", "")
    if values.get("end_date") and start and values["end_date"] < start:
        findings.append(CaseFinding(line, "end_before_start", "error", "end_date", values["end_date"]))
        row.refused = True
    if values.get("expected_end") and start and values["expected_end"] < start:
        findings.append(CaseFinding(line, "expected_before_start", "signal", "expected_end", values.pop("expected_end")))
    if values.get("end_reason") and not values.get("end_date"):
        findings.append(CaseFinding(line, "reason_without_end", "signal", "end_reason", values.pop("end_reason")))
    if not row.refused:
        _referrer(row, findings)
    if start and born and start.replace("-", "") < born:
        findings.append(CaseFinding(line, "start_before_birth", "signal", "start_date", start))
    return row


def _referrer(row: _Read, findings: list[CaseFinding]) -> None:
    """Help of the neighbourhood team has no referrer (06); for other help it is asked. Source: protocol 7, 3.2."""
    given, of_team = row.values.get("referrer", ""), row.values["form_of_help"] == "01"
    if of_team and given != "06":
        row.values["referrer"] = "06"
    if (of_team and given not in ("", "06")) or (not of_team and not given):
        findings.append(CaseFinding(row.line, "referrer_of_team" if of_team else "referrer_missing", "signal", "referrer", given))


def _without_doubles(rows: Iterable[_Read], findings: list[CaseFinding]) -> list[_Read]:
    kept: list[_Read] = []
    seen: dict[tuple[tuple[str, str], ...], int] = {}
    for row in rows:
        content = tuple(sorted(row.values.items()))
        if content in seen:
            findings.append(CaseFinding(row.line, "same_row", "repair", "", str(seen[content])))
        else:
            seen[content] = row.line
            kept.append(row)
    return kept


def _two_people(rows: list[_Read], findings: list[CaseFinding]) -> bool:
    """One number with two birth dates or two pseudonyms: nobody can tell whose row is whose, so none is used."""
    for name in ("born", "bsn"):
        if len({row.values[name] for row in rows if row.values.get(name)}) > 1:
            findings.extend(CaseFinding(row.line, "two_people_one_number", "error", name) for row in rows)
            return True
    return False


def without_known_pseudonyms(caseload: Caseload, owners: Mapping[str, str]) -> Caseload:
    """One person with two numbers: the second is a client without pseudonym, to be merged by hand. owners: pseudonym -> number in the
    register; within the file the first number keeps it."""
    seen = dict(owners)
    clients, findings = [], list(caseload.findings)
    for client in caseload.clients:
        pseudonym = client.fields.get("bsn", "")
        if pseudonym and seen.setdefault(pseudonym, client.number) != client.number:
            line = min(one.line for one in client.trajectories)
            findings.append(CaseFinding(line, "one_person_two_numbers", "signal", "client_number", seen[pseudonym]))
            client = replace(client, fields={name: value for name, value in client.fields.items() if name != "bsn"})
        clients.append(client)
    return replace(caseload, clients=tuple(clients), findings=tuple(sorted(findings, key=lambda one: (one.line, one.code))))


def without_erased(caseload: Caseload, erased_on: Mapping[str, str]) -> Caseload:
    """Who was erased does not come back by the file: only help that started after that day (jjjj-mm-dd, by number) is new."""
    clients, findings = [], list(caseload.findings)
    for client in caseload.clients:
        day = erased_on.get(client.number)
        kept = tuple(one for one in client.trajectories if day is None or one.start_date > day)
        if len(kept) < len(client.trajectories):
            findings.append(CaseFinding(client.trajectories[0].line, "erased_before", "signal", "client_number"))
        if kept:
            clients.append(replace(client, trajectories=kept))
    return replace(caseload, clients=tuple(clients), findings=tuple(sorted(findings, key=lambda one: (one.line, one.code))))


def _client(number: str, rows: list[_Read], findings: list[CaseFinding]) -> CaseClient:
    merged = _merge(rows, CLIENT_FIELDS, findings)
    by_identity: dict[tuple[str, str], list[_Read]] = defaultdict(list)
    for row in rows:
        by_identity[row.values["form_of_help"], row.values["start_date"]].append(row)
    trajectories = tuple(
        CaseTrajectory(form, start, _merge(of, TRAJECTORY_FIELDS, findings), of[0].line)
        for (form, start), of in sorted(by_identity.items())
    )
    return CaseClient(number, merged, _carers(rows), trajectories)


def _merge(rows: list[_Read], names: Iterable[str], findings: list[CaseFinding]) -> dict[str, str]:
    """The later row wins, field by field where filled; a flag that any row sets is set."""
    merged: dict[str, str] = {}
    for name in names:
        given = [(row.line, row.values[name]) for row in rows if row.values.get(name)]
        if not given:
            continue
        values = {value for _, value in given}
        merged[name] = "yes" if "yes" in values and name in ("no_contact", "unsafe_address") else given[-1][1]
        if len(values) > 1:
            findings.append(CaseFinding(given[-1][0], "rows_contradict", "signal", name))
    return merged


def _carers(rows: list[_Read]) -> tuple[CaseCarer, ...]:
    """The carers of all rows, by name; a carer without a name is called by its place."""
    found: dict[str, CaseCarer] = {}
    for row in rows:
        for place in ("parent1", "parent2"):
            told = {name: row.values.get(f"{place}_{name}", "") for name in ("name", "email", "phone", "custody")}
            if not (told["name"] or told["email"] or told["phone"]):
                continue
            name = told["name"] or f"ouder {place[-1]}"
            before = found.get(name.lower(), CaseCarer(name))
            filled = {key: value for key, value in told.items() if value}
            found[name.lower()] = replace(before, **filled)
    return tuple(found.values())
