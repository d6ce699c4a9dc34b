"""Start and stop messages from file to typed rows: what is refused and why, what counts, and for which half-years."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deliveries import KEY, bsn, row, write_delivery
from tests.messages import SENDER, message, record, write_message, write_tables
from uitkomst import checks, intake
from uitkomst.commands.shared.messages import message_line
from uitkomst.engine import Engine
from uitkomst.flows.check_deliveries import CheckReport, MessageCounts, read_and_check, report
from uitkomst.intake import MESSAGE_FAULTS, MESSAGE_SIGNALS
from uitkomst.intake.messages.parse import LARGEST_MESSAGE, parse
from uitkomst.intake.messages.read import read_messages
from uitkomst.snapshots import Reference, freeze, load_reference
from uitkomst.vocabulary.texts import read_texts

TODAY = date(2026, 1, 1)
CARE = "form, start_date, end_date, end_reason, municipality"


class Seen:
    """What came of a folder: the report, the typed rows by half-year, and the findings as (file, code)."""

    def __init__(self, folder: Path, tables: Path) -> None:
        found = intake.find([folder])
        with Engine(found.folders) as engine:
            read_and_check(engine, found, key=KEY.encode(), tables=tables)
            self.report: CheckReport = report(engine, found, list_all=True)
            self.rows = engine.rows(
                f"SELECT d.period // 2 || '-' || d.period % 2 + 1, {CARE} FROM typed JOIN deliveries AS d USING (delivery) ORDER BY ALL"
            )
            self.people = engine.rows("SELECT DISTINCT client, birth, sex, referrer, crisis, postcode, refused FROM typed")
        self.findings = sorted((finding.file, finding.code) for finding in self.report.findings)

    @property
    def codes(self) -> list[str]:
        return sorted({code for _, code in self.findings})


def see(folder: Path, *texts: str, products: str = "", agb: str = f"{SENDER},12345678\n") -> Seen:
    """Write these messages to a folder of their own and read it."""
    box = folder / "box"
    box.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        write_message(box, f"m{number}", text)
    return Seen(box, write_tables(folder / "tables", agb=agb, products=products))


def start(begin: str = "2024-02-01", **more: str) -> str:
    """A message with one start, dated on the day."""
    head = {name: more.pop(name) for name in ("identification", "client", "sender", "receiver", "standard", "dated") if name in more}
    return message("305", [record(begin, **more)], **({"dated": begin} | head))


def stop(begin: str = "2024-02-01", end: str = "2024-08-01", reason: str = "31", **more: str) -> str:
    """A message with one stop, dated on the day."""
    head = {name: more.pop(name) for name in ("identification", "client", "sender", "receiver", "standard", "dated") if name in more}
    return message("307", [record(begin, end=end, reason=reason, **more)], **({"dated": end} | head))


# --- What counts ---


def test_a_start_and_a_stop_are_a_trajectory_in_each_half_year_that_it_touches(tmp_path: Path) -> None:
    seen = see(tmp_path, start(), stop(end="2025-03-01", reason="32"))
    care = ("02", date(2024, 2, 1))
    assert seen.rows == [
        ("2024-1", *care, None, None, "0632"),
        ("2024-2", *care, None, None, "0632"),
        ("2025-1", *care, date(2025, 3, 1), "03", "0632"),
    ]
    assert seen.report.messages == MessageCounts(read=2, counted=2)
    assert seen.findings == []


def test_what_a_message_cannot_carry_is_unknown(tmp_path: Path) -> None:
    client, birth, sex, referrer, crisis, postcode, refused = see(tmp_path, start()).people[0]
    assert len(client) == 32
    assert (birth, sex, referrer, crisis, postcode, refused) == ("20120315", "V", None, None, "", False)


@pytest.mark.parametrize(
    ("day", "use", "birth"),
    [("2012-03-15", "", "20120315"), ("2012-03-01", "1", "20120300"), ("2012-01-01", "2", "20120000"), ("1900-01-01", "3", None)],
)
def test_unknown_parts_of_a_birth_date(tmp_path: Path, day: str, use: str, birth: str | None) -> None:
    seen = see(tmp_path, message("305", [record("2024-02-01")], birth=day, use=use))
    assert [person[1] for person in seen.people] == [birth]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("31", "01"), ("34", "02"), ("32", "03"), ("33", "04"), ("35", "05"), ("02", "05"), ("39", "01"),
        ("36", None), ("37", None), ("38", None),
    ],
)  # fmt: skip
def test_stop_reasons_become_reasons_of_the_law(tmp_path: Path, reason: str, expected: str | None) -> None:
    assert [found[4] for found in see(tmp_path, start(), stop(reason=reason)).rows if found[3]] == [expected]


def test_a_temporary_stop_is_no_end(tmp_path: Path) -> None:
    assert {found[3] for found in see(tmp_path, start(), stop(reason="20")).rows} == {None}


def test_without_a_form_of_help_a_message_is_checked_and_not_counted(tmp_path: Path) -> None:
    seen = see(tmp_path, start(category="45", code="45A01"))
    assert seen.rows == []
    assert seen.report.messages == MessageCounts(read=1, without_form=1)
    assert [finding.value for finding in seen.report.findings if finding.code == "message_without_form"] == ["45 45A01"]


def test_the_users_own_products_give_the_form(tmp_path: Path) -> None:
    seen = see(tmp_path, start(category="45", code="45A01"), products="45,,03\n45,45A01,14\n")
    assert {found[1] for found in seen.rows} == {"14"}


def test_wmo_messages_are_checked_and_not_counted_yet(tmp_path: Path) -> None:
    seen = see(
        tmp_path, start(standard="iwmo", category="02", code="02A01"), stop("2024-02-05", standard="iwmo", category="02", code="02A01")
    )
    assert seen.rows == []
    assert seen.codes == ["message_stop_without_start"]
    assert seen.report.messages == MessageCounts(read=2, not_yet=1, refused=1)


def test_two_products_of_one_form_are_one_trajectory(tmp_path: Path) -> None:
    seen = see(
        tmp_path,
        message("305", [record("2024-02-01"), record("2024-02-01", assignment="2")], dated="2024-02-01"),
        stop(end="2024-03-01"),
        stop(end="2024-05-01", reason="33", assignment="2", identification="2"),
    )
    assert [found[2:5] for found in seen.rows] == [(date(2024, 2, 1), date(2024, 5, 1), "04")]


def test_a_merged_municipality_is_that_of_now(tmp_path: Path) -> None:
    seen = see(tmp_path, start("2017-02-01", receiver="0081"))
    assert {found[5] for found in seen.rows} == {"0080"}
    assert seen.codes == []


def test_care_from_before_2015_begins_to_count_in_2015(tmp_path: Path) -> None:
    assert [found[:1] for found in see(tmp_path, start("1999-02-01", dated="2015-08-01")).rows] == [("2015-1",), ("2015-2",)]


def test_a_delivery_file_comes_before_the_messages(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    write_delivery(tmp_path / "box", period="2024-1", rows=[row(datum_aanvang="20240201", hulpvorm="02")])
    seen = see(tmp_path, start(), stop())
    assert ("12345678_2024-1_ijw", "messages_not_used") in seen.findings
    assert ("12345678_2024-2_ijw", "messages_not_used") not in seen.findings


def test_when_the_messages_of_one_provider_stop_that_is_said(tmp_path: Path) -> None:
    other = [start("2024-02-01", sender="65650002", client=bsn(2)), stop("2024-02-01", "2025-02-01", sender="65650002", client=bsn(2))]
    seen = see(tmp_path, start("2023-02-01"), *other, agb=f"{SENDER},12345678\n65650002,87654321\n")
    said = [(finding.file, finding.value) for finding in seen.report.findings if finding.code == "messages_stopped"]
    assert said == [("12345678_2023-1_ijw", "1")]


def test_a_changed_key_may_be_corrected_in_one_message(tmp_path: Path) -> None:
    both = message("305", [record("2024-02-01", status="3"), record("2024-02-05")], dated="2024-02-09", identification="2")
    seen = see(tmp_path, start(), both)
    assert ([found[2] for found in seen.rows], seen.codes) == ([date(2024, 2, 5)], [])


def test_messages_give_the_same_trajectories_as_deliveries_of_the_same_care(tmp_path: Path) -> None:
    first = row(datum_aanvang="20230301", hulpvorm="02")
    second = row(datum_aanvang="20230401", hulpvorm="02", bsn=bsn(2))
    ended = second | {"datum_einde": "20240315", "reden_beeindiging": "03"}
    files = tmp_path / "files"
    files.mkdir()
    for period, rows in (("2023-1", [first, second]), ("2023-2", [first, second]), ("2024-1", [first, ended])):
        write_delivery(files, period=period, rows=rows)
    see(
        tmp_path,
        start("2023-03-01"),
        start("2023-04-01", identification="2", client=bsn(2)),
        stop("2023-04-01", "2024-03-15", "32", client=bsn(2)),
    )
    assert _trajectories(files, tmp_path / "tables") == _trajectories(tmp_path / "box", tmp_path / "tables")


def _trajectories(folder: Path, tables: Path) -> list[tuple[object, ...]]:
    found = intake.find([folder])
    with Engine(found.folders) as engine:
        read_and_check(engine, found, key=KEY.encode(), tables=tables)
        load_reference(engine, Reference())
        freeze(engine)
        return engine.rows(
            "SELECT client, form, start_date, end_date, end_reason, ended_by_absence, age_group, sex, municipality_at_start "
            "FROM trajectories ORDER BY ALL"
        )


def test_days_at_the_edge_of_the_calendar_are_read(tmp_path: Path) -> None:
    old = message("305", [record("0001-01-01")], dated="0001-01-01", birth="0001-01-01")
    leap = message("305", [record("2024-02-29")], dated="2024-02-29", birth="1904-02-29", identification="2")
    assert {found[2] for found in see(tmp_path, old, leap).rows} == {date(1, 1, 1)}


# --- What is refused ---

LOOK_ALIKES = {
    "message_other_release": message("305", [record("2024-02-01")], release="3_1"),
    "message_other_type": start().replace("jw305", "jw301"),
    "message_other_standard": start().replace("istandaarden.nl/ijw/", "istandaarden.nl/iwlz/"),
    "message_in_envelope": '<s:Di01 xmlns:s="http://www.stufstandaarden.nl/koppelvlak/ggk0210"><s:stuurgegevens/></s:Di01>',
    "not_a_message": start().replace("http://www.istandaarden.nl/ijw/3_2/jw305/schema", "https://istandaarden.nl/ijw/3_2/jw305"),
    "message_unreadable": start()[:700],
    "empty_message": "  \n",
    "message_entities": start().replace("\n", '\n<!DOCTYPE x [<!ENTITY a "b">]>\n', 1),
}


@pytest.mark.parametrize("code", LOOK_ALIKES)
def test_what_is_no_start_or_stop_message_of_3_2_is_refused_and_says_what_it_is(tmp_path: Path, code: str) -> None:
    seen = see(tmp_path, LOOK_ALIKES[code])
    assert (seen.codes, seen.report.messages, seen.rows) == ([code], MessageCounts(read=1, refused=1), [])


def test_an_xml_file_of_something_else_is_left_aside_in_a_folder_and_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "pom.xml").write_text("<project/>")
    assert [(notice.file, notice.code) for notice in intake.find([tmp_path]).notices] == [("pom.xml", "not_a_delivery")]
    assert len(intake.find([tmp_path / "pom.xml"]).messages) == 1


def test_another_encoding_and_too_large_a_file_are_refused(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.xml").write_bytes(start().encode("utf-16"))
    (box / "b.xml").write_bytes(start().replace("Voorbeeld", "Müller").encode("latin-1"))
    with (box / "c.xml").open("wb") as file:
        file.write(start().encode())
        file.truncate(LARGEST_MESSAGE + 1)
    found = Seen(box, write_tables(tmp_path / "tables")).findings
    assert found == [("a.xml", "message_encoding"), ("b.xml", "message_encoding"), ("c.xml", "message_too_large")]


def test_deep_nesting_and_a_file_outside_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("2024-02-01")
    head = f'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>\n'
    text = head + start().partition("\n")[2].replace(">2024-02-01<", ">&e;<")
    deep = '<a xmlns="http://www.istandaarden.nl/ijw/3_2/jw305/schema">' + "<a>" * 100_000
    assert see(tmp_path, text, deep).codes == ["message_entities", "message_unreadable"]


def test_a_mark_at_the_start_and_other_line_ends_are_no_fault(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.xml").write_bytes(b"\xef\xbb\xbf" + start().replace("\n", "\r\n").encode())
    assert Seen(box, write_tables(tmp_path / "tables")).report.messages == MessageCounts(read=1, counted=1)


STRUCTURE = [
    ("<jw305:Ontvanger>0632</jw305:Ontvanger>", "", "message_missing", "Header/Ontvanger"),
    ("<jw305:BerichtCode>438", "<jw305:BerichtCode>440", "message_value", "Header/BerichtCode"),
    ("<jw305:BerichtVersie>3", "<jw305:BerichtVersie>2", "message_value", "Header/BerichtVersie"),
    ("<jw305:Ontvanger>0632", "<jw305:Ontvanger>632", "message_value", "Header/Ontvanger"),
    ("<ijw:Identificatie>1<", "<ijw:Identificatie> <", "message_value", "Header/BerichtIdentificatie/Identificatie"),
    ("<ijw:BerichtXsdVersie>1.0.0", "<ijw:BerichtXsdVersie>1.0", "message_value", "Header/XsdVersie/BerichtXsdVersie"),
    ("<jw305:Geslacht>2", "<jw305:Geslacht>V", "message_value", "Client/Geslacht"),
    ("<ijw:Voorletters>F", "<ijw:Voorletters>F.", "message_value", "Client/Naam/Voorletters"),
    ("ijw:Achternaam", "jw305:Achternaam", "message_missing", "Client/Naam/Geslachtsnaam/Achternaam"),
    ("<ijw:Categorie>32", "<ijw:Categorie>39", "message_value", "Client/StartProducten/StartProduct/Product/Categorie"),
    ("<ijw:Code>32A01</ijw:Code>", "<ijw:Code/>", "message_value", "Client/StartProducten/StartProduct/Product/Code"),
    ("Begindatum>2024-02-01<", "Begindatum>2024-02-30<", "message_value", "Client/StartProducten/StartProduct/Begindatum"),
    ("Begindatum>2024-02-01<", "Begindatum>2024-02-01Z<", "message_value", "Client/StartProducten/StartProduct/Begindatum"),
    ("<jw305:StatusAanlevering>1", "<jw305:StatusAanlevering>4", "message_value", "Client/StartProducten/StartProduct/StatusAanlevering"),
    ("<jw305:Geslacht>", "<jw305:Telefoon>06</jw305:Telefoon><jw305:Geslacht>", "message_missing", "Client/Geslacht"),
    ("<jw305:Client>", '<jw305:Client id="1">', "message_unexpected", "Client"),
    ("<jw305:Client>", "<jw305:Client>losse tekst", "message_unexpected", "Client"),
    ("<jw305:Bsn>", "<jw305:Bsn><jw305:x/>", "message_unexpected", "Client/Bsn"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "field"), STRUCTURE)
def test_the_structure_of_a_message(tmp_path: Path, old: str, new: str, code: str, field: str) -> None:
    text = start()
    assert old in text
    seen = see(tmp_path, text.replace(old, new))
    assert (code, field) in [(finding.code, finding.field) for finding in seen.report.findings]
    assert seen.report.messages == MessageCounts(read=1, refused=1)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2_500), st.integers(0, 60), st.binary(max_size=20))
def test_a_damaged_message_is_refused_or_read_and_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, at: int, gone: int, put: bytes
) -> None:
    content = stop().encode()
    path = tmp_path_factory.mktemp("damaged") / "m.xml"
    path.write_bytes(content[:at] + put + content[at + gone :])
    found, findings = parse(path, 1, lambda number: number)
    assert (found is None) == any(finding.level == "error" for finding in findings)
    assert {finding.code for finding in findings} <= {*MESSAGE_FAULTS}


def test_optional_elements_may_be_absent(tmp_path: Path) -> None:
    seen = see(tmp_path, start(assignment="", code=""), start(assignment="", category="", code="", identification="2"))
    assert seen.report.messages == MessageCounts(read=2, counted=1, without_form=1)


CONTENT = {
    "message_bsn": start(client="999900005"),
    "message_birth_date": message("305", [record("2024-02-01")], birth="2012-03-15", use="1"),
    "message_age": message("305", [record("2024-02-01")], birth="1903-05-01"),
    "message_status": start(status="2"),
    "message_end_before_start": stop(end="2024-01-31", dated="2024-02-02"),
    "message_dated_before": start(dated="2024-01-31"),
    "message_key_twice": message("305", [record("2024-02-01"), record("2024-02-01", assigned="2024-01-01")]),
    "message_in_future": start(dated="2099-01-01"),
    "message_sender_unknown": start(sender="00000001"),
    "message_municipality": start(receiver="9999"),
}


@pytest.mark.parametrize("code", CONTENT)
def test_a_rule_that_refuses_a_message_whole(tmp_path: Path, code: str) -> None:
    seen = see(tmp_path, CONTENT[code])
    assert (seen.codes, seen.report.messages, seen.rows) == ([code], MessageCounts(read=1, refused=1), [])


def test_a_municipality_that_was_merged_before_the_care_began_is_signalled(tmp_path: Path) -> None:
    seen = see(tmp_path, start(receiver="0081"))
    assert (seen.codes, seen.report.messages.counted) == (["message_municipality_ended"], 1)


BETWEEN = {
    "message_identification_twice": [start(), start("2024-03-01")],
    "message_repeated": [start(), start()],
    "message_delete_without_target": [start(status="3")],
    "message_delete_before_stop": [start(), stop(), start(status="3", dated="2024-09-01", identification="2")],
    "message_already_received": [start(), start(identification="2", dated="2024-03-01")],
    "message_start_while_open": [start(), start("2024-03-01", identification="2")],
    "message_stop_without_start": [start(), stop("2024-02-02")],
    "message_second_pause": [start(), stop(reason="20"), stop(reason="20", end="2024-09-01", identification="2")],
    "message_stop_before_stop": [start(), stop(reason="20"), stop(end="2024-07-01", dated="2024-09-01", identification="2")],
    "message_stop_after_stop": [start(), stop(), stop(end="2024-09-01", identification="2")],
}


@pytest.mark.parametrize("code", BETWEEN)
def test_a_rule_between_messages(tmp_path: Path, code: str) -> None:
    assert see(tmp_path, *BETWEEN[code]).codes == [code]


def test_every_code_is_exercised_here_and_has_texts_in_both_languages() -> None:
    mentioned = Path(__file__).read_text(encoding="utf-8")
    codes = {*MESSAGE_FAULTS, *MESSAGE_SIGNALS}
    assert [code for code in codes if f'"{code}"' not in mentioned] == []
    for language in ("nl", "en"):
        assert set(read_texts("uitkomst.checks", "messages", language)) == codes
        assert all(checks.finding_text(code, language).do for code in codes)


def test_no_finding_holds_a_bsn_or_a_name(tmp_path: Path) -> None:
    texts = [*LOOK_ALIKES.values(), *CONTENT.values(), *(start().replace(old, new) for old, new, _, _ in STRUCTURE)]
    said = " ".join(str(finding) for finding in see(tmp_path, *texts).report.findings)
    assert "Voorbeeld" not in said
    assert not any(number in said for number in (bsn(1), "999900005"))


def test_the_counts_are_said(tmp_path: Path) -> None:
    line = message_line(see(tmp_path, start(), start(category="45", code="", identification="2")).report.messages, "nl")
    assert line.startswith("Berichten (iJw en iWmo) gelezen: 2.")
    assert "1 gebruikt voor de cijfers; 1 niet gebruikt omdat de hulpvorm" in line
    assert message_line(MessageCounts(), "nl") == ""


# --- Any order (OP080) ---

_parts = st.lists(
    st.tuples(
        st.sampled_from(["305", "307"]), st.integers(1, 3), st.integers(0, 4), st.sampled_from(["20", "31", "32"]),
        st.sampled_from(["1", "1", "3"]), st.sampled_from(["1001", "1002"]), st.integers(0, 9),
    ),
    min_size=2, max_size=6,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_parts, st.randoms(use_true_random=False))
def test_any_order_of_files_gives_the_same_rows_and_findings(tmp_path_factory: pytest.TempPathFactory, parts: list, random: object) -> None:
    texts = [_message(number, *part) for number, part in enumerate(parts)]
    names = list(range(len(texts)))
    random.shuffle(names)  # type: ignore[attr-defined]
    tables = write_tables(tmp_path_factory.mktemp("tables"))
    one = _read(tmp_path_factory.mktemp("one"), dict(enumerate(texts)), tables)
    other = _read(tmp_path_factory.mktemp("other"), dict(zip(names, texts, strict=True)), tables)
    renamed = {f"m{name}.xml": f"m{number}.xml" for number, name in enumerate(names)}
    assert other[0] == one[0]
    assert sorted((renamed[file], code) for file, code in other[1]) == one[1]
    assert other[2] == one[2]


def _message(number: int, kind: str, begin: int, length: int, reason: str, status: str, assignment: str, late: int) -> str:
    end = f"2024-0{begin + length}-01"
    more = {"status": status, "assignment": assignment, "identification": str(number)}
    if kind == "305":
        return start(f"2024-0{begin}-01", dated=f"2024-0{begin}-{late + 1:02d}", **more)
    return stop(f"2024-0{begin}-01", end, reason, dated=f"{end[:8]}{late + 1:02d}", **more)


def _read(box: Path, texts: dict[int, str], tables: Path) -> tuple[list, list, list]:
    for name, text in texts.items():
        write_message(box, f"m{name}", text)
    found = intake.find([box])
    with Engine(found.folders) as engine:
        for _ in intake.read(engine, found, key=KEY.encode()):
            pass
        read_messages(engine, found, key=KEY.encode(), today=TODAY, tables=tables)
        rows = engine.rows(f"SELECT period, client, {CARE} FROM message_rows JOIN deliveries USING (delivery) ORDER BY ALL")
        findings = engine.rows(
            "SELECT file, code FROM findings JOIN deliveries USING (delivery) WHERE code <> 'message_repeated' ORDER BY ALL"
        )
        names = engine.rows("SELECT sha256 FROM deliveries WHERE usable ORDER BY ALL")
    return rows, sorted(findings), names


def test_all_orders_of_a_course_with_corrections_give_the_same(tmp_path: Path) -> None:
    texts = [start(), stop(reason="20", end="2024-03-01"), start("2024-04-01", identification="2"), stop("2024-04-01", "2024-08-01", "33")]
    texts[3] = stop("2024-04-01", "2024-08-01", "33", identification="9")
    tables = write_tables(tmp_path / "tables")
    seen = []
    for number, order in enumerate(itertools.permutations(range(4))):
        box = tmp_path / str(number)
        box.mkdir()
        seen.append(_read(box, dict(zip(order, texts, strict=True)), tables)[0])
    assert all(rows == seen[0] for rows in seen)
    assert [rows[-1][4:6] for rows in seen[:1]] == [(date(2024, 8, 1), "04")]
