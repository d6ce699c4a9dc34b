"""Every check: a delivery in which it finds something, and beside it one in which it does not.

A code without a case here, or without texts in both languages, fails a test at the end of this file.
"""

from pathlib import Path

import pytest

from tests.deliveries import KEY, PROVIDER, bsn, row, write_delivery
from uitkomst.checks import finding_text
from uitkomst.checks.rules import read_rules
from uitkomst.flows.check_deliveries import check_deliveries
from uitkomst.intake import FILE_FAULTS, LINE_FAULTS, REPAIRS
from uitkomst.vocabulary.texts import read_texts

UNKNOWN, UNBORN = "999999999", "000000000"
ENDED = {"datum_einde": "20240501", "reden_beeindiging": "01"}


def found(folder, deliveries, tables=None):
    """(code, level, period, line, field, value) of every finding. deliveries: period or (period, version) -> rows."""
    for period, rows in deliveries.items():
        name, version = period if isinstance(period, tuple) else (period, 1)
        write_delivery(folder, period=name, version=version, rows=rows)
    report = check_deliveries([folder], key=KEY.encode(), tables=tables)
    return [(f.code, f.level, f.file.split("_")[1], f.line, f.field, f.value) for f in report.findings]


# code, field, value shown, the fields that are wrong, the fields that are almost wrong (no such finding)
ERRORS = [
    ("required_missing", "geboortedatum", "", {"geboortedatum": ""}, {"postcode": ""}),
    ("required_missing", "geslacht", "", {"geslacht": " "}, {"geslacht": "O"}),
    ("required_missing", "verwijzer", "", {"verwijzer": ""}, {"verwijzer": "08"}),
    ("required_missing", "hulpvorm", "", {"hulpvorm": ""}, {"hulpvorm": "14"}),
    ("required_missing", "gestart_met_crisis", "", {"gestart_met_crisis": ""}, {"gestart_met_crisis": "01"}),
    ("required_missing", "datum_aanvang", "", {"datum_aanvang": ""}, {"datum_einde": ""}),
    ("bsn_missing", "bsn", "", {"bsn": ""}, {"bsn": UNKNOWN}),
    ("bsn_malformed", "bsn", "", {"bsn": "99990000"}, {"bsn": bsn(2)}),
    ("bsn_malformed", "bsn", "", {"bsn": "9999.00.006"}, {"bsn": bsn(3)}),
    ("bsn_failed_11", "bsn", "", {"bsn": "999900007"}, {"bsn": UNBORN, "geboortedatum": "00000000"}),
    ("birth_date_malformed", "geboortedatum", "20120230", {"geboortedatum": "20120230"}, {"geboortedatum": "20120200"}),
    ("birth_date_malformed", "geboortedatum", "20121300", {"geboortedatum": "20121300"}, {"geboortedatum": "20120000"}),
    ("birth_date_malformed", "geboortedatum", "2012031", {"geboortedatum": "2012031"}, {"geboortedatum": "20120229"}),
    ("birth_date_malformed", "geboortedatum", "00000315", {"geboortedatum": "00000315"}, {"geboortedatum": "00000000"}),
    ("birth_date_malformed", "geboortedatum", "99999999", {"geboortedatum": "99999999"}, {"geboortedatum": "000000000"}),
    ("date_malformed", "datum_aanvang", "20240230", {"datum_aanvang": "20240230"}, {"datum_aanvang": "20240229"}),
    ("date_malformed", "datum_aanvang", "20240200", {"datum_aanvang": "20240200"}, {"datum_aanvang": "20240201"}),
    ("date_malformed", "datum_aanvang", "-2024020", {"datum_aanvang": "-2024020"}, {"datum_aanvang": "20231231"}),
    ("date_malformed", "datum_aanvang", "00000101", {"datum_aanvang": "00000101"}, {"datum_aanvang": "20140101"}),
    ("date_malformed", "datum_einde", "20240631", {"datum_einde": "20240631"}, {"datum_einde": "20240630"}),
    ("sex_not_in_list", "geslacht", "X", {"geslacht": "X"}, {"geslacht": "m"}),
    ("referrer_not_in_list", "verwijzer", "07", {"verwijzer": "07"}, {"verwijzer": "05"}),
    ("form_not_in_list", "hulpvorm", "05", {"hulpvorm": "05"}, {"hulpvorm": "4"}),
    ("form_not_in_list", "hulpvorm", "…", {"hulpvorm": "99999999999"}, {"hulpvorm": "11"}),
    ("crisis_not_in_list", "gestart_met_crisis", "ja", {"gestart_met_crisis": "ja"}, {"gestart_met_crisis": "2"}),
    ("no_known_municipality", "gemeentecode", "9999", {"gemeentecode": "9999"}, {"gemeentecode": "0457"}),
    ("no_known_municipality", "gemeentecode", "", {"gemeentecode": "", "postcode": "3441AB"}, {"gemeentecode": "632"}),
    ("start_after_period", "datum_aanvang", "20240701", {"datum_aanvang": "20240701"}, {"datum_aanvang": "20240630"}),
    ("end_before_start", "datum_einde", "20240131", {**ENDED, "datum_einde": "20240131"}, {**ENDED, "datum_einde": "20240201"}),
    (
        "end_before_period",
        "datum_einde",
        "20231231",
        {**ENDED, "datum_aanvang": "20230101", "datum_einde": "20231231"},
        {**ENDED, "datum_aanvang": "20230101", "datum_einde": "20240101"},
    ),
    ("end_after_period", "datum_einde", "20240701", {**ENDED, "datum_einde": "20240701"}, {**ENDED, "datum_einde": "20240630"}),
    ("reason_without_end", "reden_beeindiging", "01", {"reden_beeindiging": "01"}, ENDED),
    ("team_needs_no_referrer", "verwijzer", "02", {"hulpvorm": "01", "verwijzer": "02"}, {"hulpvorm": "01", "verwijzer": "06"}),
    ("grade_outside_1_10", "nut_jeugdige", "11", {**ENDED, "nut_jeugdige": "11"}, {**ENDED, "nut_jeugdige": "10"}),
    ("grade_outside_1_10", "nut_jeugdige", "0", {**ENDED, "nut_jeugdige": "0"}, {**ENDED, "nut_jeugdige": "1"}),
    ("grade_outside_1_10", "nut_ouder", "7,5", {**ENDED, "nut_ouder": "7,5"}, {**ENDED, "nut_ouder": "07"}),
    ("grade_outside_1_10", "nut_ouder", "-3", {**ENDED, "nut_ouder": "-3"}, {**ENDED, "nut_ouder": ""}),
]

SIGNALS = [
    ("end_without_reason", "reden_beeindiging", "", {"datum_einde": "20240501"}, ENDED),
    ("reason_not_in_list", "reden_beeindiging", "06", {**ENDED, "reden_beeindiging": "06"}, {**ENDED, "reden_beeindiging": "05"}),
    ("going_on_not_in_list", "zonder_hulp_ouder", "05", {**ENDED, "zonder_hulp_ouder": "05"}, {**ENDED, "zonder_hulp_ouder": "4"}),
    (
        "going_on_not_in_list",
        "zonder_hulp_jeugdige",
        "06",
        {**ENDED, "zonder_hulp_jeugdige": "06", "zonder_hulp_schaal": "2018"},
        {**ENDED, "zonder_hulp_jeugdige": "05", "zonder_hulp_schaal": "2018"},
    ),
    ("scale_not_known", "zonder_hulp_schaal", "2016", {"zonder_hulp_schaal": "2016"}, {"zonder_hulp_schaal": "2018"}),
    ("start_before_birth", "datum_aanvang", "20240201", {"geboortedatum": "20240202"}, {"geboortedatum": "20240201"}),
    ("start_before_birth", "datum_aanvang", "20240201", {"geboortedatum": "20240300"}, {"geboortedatum": "20240200"}),
    ("start_before_birth", "datum_aanvang", "20240201", {"geboortedatum": "20250000"}, {"geboortedatum": "20240000"}),
    ("start_before_2015", "datum_aanvang", "20141231", {"datum_aanvang": "20141231"}, {"datum_aanvang": "20150101"}),
    ("age_23_or_older", "geboortedatum", "20010201", {"geboortedatum": "20010201"}, {"geboortedatum": "20010202"}),
    ("outcome_on_running", "datum_einde", "", {"zonder_hulp_ouder": "04"}, {**ENDED, "zonder_hulp_ouder": "04"}),
    (
        "goals_order",
        "doelen_gerealiseerd",
        "3",
        {"doelen_afgesproken": "3", "doelen_beoordeeld": "2", "doelen_gerealiseerd": "3"},
        {"doelen_afgesproken": "3", "doelen_beoordeeld": "2", "doelen_gerealiseerd": "2"},
    ),
    (
        "goals_incomplete",
        "doelen_afgesproken",
        "",
        {"doelen_beoordeeld": "2", "doelen_gerealiseerd": "2"},
        {"doelen_afgesproken": "2", "doelen_beoordeeld": "0", "doelen_gerealiseerd": "0"},
    ),
    (
        "goals_incomplete",
        "doelen_afgesproken",
        "3",
        {"doelen_afgesproken": "3", "doelen_beoordeeld": "2"},
        {"doelen_afgesproken": "3"},
    ),
    ("goals_malformed", "doelen_beoordeeld", "-1", {"doelen_beoordeeld": "-1"}, {"doelen_beoordeeld": "999"}),
    ("goals_malformed", "doelen_afgesproken", "1000", {"doelen_afgesproken": "1000"}, {"doelen_afgesproken": "100"}),
    ("t_score_malformed", "t_begin", "65,55", {"t_begin": "65,55"}, {"t_begin": "65,5"}),
    ("t_score_malformed", "t_eind", "1e3", {"t_eind": "1e3"}, {"t_eind": "60.0"}),
    (
        "t_score_without_instrument",
        "instrument",
        "",
        {"t_begin": "65"},
        {"t_begin": "65", "instrument": "CBCL", "informant_instrument": "ouder"},
    ),
    ("postcode_malformed", "postcode", "3441", {"postcode": "3441"}, {"postcode": "3441 ab"}),
    ("unborn_in_one_field", "geboortedatum", "20120315", {"bsn": UNBORN}, {"bsn": UNBORN, "geboortedatum": "00000000"}),
    ("unborn_in_one_field", "geboortedatum", "00000000", {"geboortedatum": "000000000"}, {"bsn": UNKNOWN}),
    ("month_unknown_day_known", "geboortedatum", "20120015", {"geboortedatum": "20120015"}, {"geboortedatum": "20120000"}),
    (
        "eighteen_not_to_plan",
        "reden_beeindiging",
        "05",
        {"geboortedatum": "20060501", **ENDED, "reden_beeindiging": "05"},
        {"geboortedatum": "20060501", **ENDED, "reden_beeindiging": "01"},
    ),
]


@pytest.mark.parametrize(("code", "field", "value", "wrong", "almost"), [*ERRORS, *SIGNALS])
def test_a_row_rule(tmp_path, code, field, value, wrong, almost):
    level = "error" if any(code == case[0] for case in ERRORS) else "signal"
    rows = [row(bsn=bsn(10)), row(**wrong), row(**almost)]
    findings = found(tmp_path, {"2024-1": rows})
    about = [finding for finding in findings if finding[0] == code]
    assert (code, level, "2024-1", 3, field, value) in about
    assert {finding[3] for finding in about} == {3}
    # Only an error refuses the row (the errors are a closed list).
    report = check_deliveries([tmp_path], key=KEY.encode())
    assert report.refused == (1 if level == "error" else 0)


TABLES = {"postcodes.csv": "postcode,municipality\n3441AB,0632\n1011AB,0363\n"}


@pytest.mark.parametrize(
    ("code", "wrong", "almost"),
    [
        ("municipality_not_known", {"gemeentecode": "9999", "postcode": "3441 ab"}, {"gemeentecode": "", "postcode": "3441AB"}),
        ("postcode_elsewhere", {"gemeentecode": "0632", "postcode": "1011AB"}, {"gemeentecode": "0632", "postcode": "3441AB"}),
    ],
)
def test_a_rule_that_needs_a_postcode_table(tmp_path, code, wrong, almost):
    (tmp_path / "tables").mkdir()
    for name, text in TABLES.items():
        (tmp_path / "tables" / name).write_text(text)
    (tmp_path / "in").mkdir()
    findings = found(tmp_path / "in", {"2024-1": [row(**wrong), row(bsn=bsn(2), **almost)]}, tmp_path / "tables")
    assert [(f[0], f[3]) for f in findings] == [(code, 2)]


RUNNING = [row(bsn=bsn(n)) for n in range(1, 6)]
NO_BSN = [row(bsn=UNKNOWN, geboortedatum=f"2012030{n}") for n in range(1, 6)]

# code, deliveries, findings of that code as (period, line, value)
TOGETHER = [
    ("same_identity", {"2024-1": [row(), row(bsn=bsn(2)), row(team="x")]}, [("2024-1", 4, "2")]),
    (
        "overlap",
        {
            "2024-1": [
                row(datum_aanvang="20240101", **ENDED),
                row(datum_aanvang="20240201", datum_einde="20240210", reden_beeindiging="01"),
                row(datum_aanvang="20240301"),  # inside the first, although after the end of the second
                row(datum_aanvang="20240401", hulpvorm="03"),
            ]
        },
        [("2024-1", 3, "20240101"), ("2024-1", 4, "20240201")],
    ),
    ("overlap", {"2024-1": [row(datum_aanvang="20240101", **ENDED), row(datum_aanvang="20240502")]}, []),
    ("overlap", {"2024-1": [row(datum_aanvang="20240101", **ENDED), row(datum_aanvang="20240501")]}, [("2024-1", 3, "20240101")]),
    ("twins", {"2024-1": [row(bsn=UNKNOWN), row(bsn=UNKNOWN), row(bsn=UNKNOWN, geslacht="M")]}, [("2024-1", 3, "2")]),
    ("person_differs", {"2024-1": [row(), row(hulpvorm="03", geslacht="M"), row(hulpvorm="04")]}, [("2024-1", 3, "2")]),
    ("no_rows", {"2024-1": []}, [("2024-1", 0, "")]),
    ("fewer_than_half", {"2024-1": RUNNING, "2024-2": RUNNING[:2]}, [("2024-2", 0, "2 < 5")]),
    ("fewer_than_half", {"2024-1": RUNNING, "2024-2": RUNNING[:3]}, []),
    ("fewer_than_half", {"2024-1": RUNNING, ("2024-1", 2): RUNNING[:1]}, [("2024-1", 0, "1 < 5")]),
    ("period_missing", {"2023-1": [row(datum_aanvang="20230101")], "2024-1": [row(datum_aanvang="20230101")]}, [("2024-1", 0, "2023-2")]),
    ("period_missing", {"2024-1": RUNNING, "2024-2": RUNNING}, []),
    ("stopped_without_end", {"2024-1": RUNNING, "2024-2": RUNNING[:3]}, [("2024-2", 0, "2")]),
    ("stopped_without_end", {"2024-1": RUNNING, "2024-2": [row(bsn=bsn(n), geslacht="X" if n > 3 else "V") for n in range(1, 6)]}, []),
    (
        "identity_changed",
        {"2024-1": [row(), row(bsn=UNKNOWN, hulpvorm="11")], "2024-2": [row(), row(bsn=bsn(2), hulpvorm="11")]},
        [("2024-2", 3, "")],
    ),
    (
        "identity_changed",
        {"2024-1": [row(bsn=bsn(2), hulpvorm="11"), row(bsn=UNKNOWN, hulpvorm="11")], "2024-2": [row(bsn=bsn(2), hulpvorm="11")]},
        [],
    ),
    ("many_without_bsn", {"2024-1": [*RUNNING, *NO_BSN]}, [("2024-1", 0, "5")]),
    ("many_without_bsn", {"2024-1": [*RUNNING, *NO_BSN[:4]]}, []),
    (
        "older_answers",
        {"2021-2": [row(datum_aanvang="20210101", datum_einde="20210801", reden_beeindiging="01", zonder_hulp_ouder="01")]},
        [("2021-2", 0, "1")],
    ),
    (
        "older_answers",
        {
            "2021-2": [
                row(
                    datum_aanvang="20210101",
                    datum_einde="20210801",
                    reden_beeindiging="01",
                    zonder_hulp_ouder="01",
                    zonder_hulp_schaal="2018",
                )
            ],
            "2022-1": [row(datum_aanvang="20210101", datum_einde="20220201", reden_beeindiging="01", zonder_hulp_ouder="01")],
        },
        [],
    ),
    ("all_rows_refused", {"2024-1": [row(geslacht="X"), row(bsn="1")]}, [("2024-1", 0, "")]),
]


@pytest.mark.parametrize(("code", "deliveries", "expected"), TOGETHER)
def test_a_rule_over_rows_together(tmp_path, code, deliveries, expected):
    findings = found(tmp_path, deliveries)
    assert [(period, line, value) for c, _, period, line, _, value in findings if c == code] == expected


def test_a_silent_end_counts_refused_rows_as_presence(tmp_path):
    findings = found(tmp_path, {"2024-1": RUNNING, "2024-2": [*RUNNING[:4], row(bsn=bsn(5), geslacht="X")]})
    assert "stopped_without_end" not in [finding[0] for finding in findings]


def test_referrer_07_and_the_special_codes_of_2015(tmp_path):
    rows = [
        row(verwijzer="07", datum_aanvang="20140601"),
        row(bsn=UNKNOWN, geboortedatum="99999999", datum_aanvang="20150101"),
    ]
    codes = {finding[0] for finding in found(tmp_path, {"2015-1": rows})}
    assert codes == {"start_before_2015"}


def test_a_clean_delivery_has_no_findings_at_all(tmp_path):
    rows = [
        row(),
        row(bsn=bsn(2), **ENDED, nut_jeugdige="8", nut_ouder="10", zonder_hulp_jeugdige="03", zonder_hulp_ouder="04"),
        row(bsn=bsn(3), hulpvorm="01", verwijzer="06", gestart_met_crisis="01", geslacht="O", team="Noord", ernst_begin="zwaar"),
        row(bsn=UNKNOWN, geboortedatum="20120300"),
        row(bsn=UNBORN, geboortedatum="000000000"),
        row(
            bsn=bsn(4), **ENDED, instrument="CBCL", informant_instrument="ouder", t_begin="68,5", t_eind="61.0",
            doelen_afgesproken="3", doelen_beoordeeld="3", doelen_gerealiseerd="2",
        ),
    ]  # fmt: skip
    assert found(tmp_path, {"2024-1": rows}) == []


def test_no_finding_shows_a_bsn_even_when_columns_have_shifted(tmp_path):
    secret = bsn(77)
    shifted = {name: secret for name in row() if name != "bsn"}
    rows = [
        row(bsn="1", **shifted),
        row(),
        row(team=secret, postcode=f"{secret[:5]} {secret[5:]}", datum_einde=f"x{secret}", gemeentecode=secret[1:]),
    ]
    write_delivery(tmp_path, rows=rows)
    (tmp_path / f"{PROVIDER}_2024-2_jeugdhulp.csv").write_text(f"{secret};{secret}\n{secret};1\n")
    report = check_deliveries([tmp_path], key=KEY.encode())
    assert report.errors > 10
    assert secret not in repr(report) and secret[1:] not in repr(report)


def test_a_value_is_short_and_on_one_line(tmp_path):
    findings = found(tmp_path, {"2024-1": [row(), row(geslacht="\x1b[31m" + "x" * 100)]})
    value = findings[0][5]
    assert len(value) <= 40 and value.isprintable()


def test_what_is_counted_adds_up(tmp_path):
    rows = [row(), row(bsn=bsn(2), geslacht="X", hulpvorm="99"), row(bsn=bsn(3)), row(bsn="1")]
    path = write_delivery(tmp_path, rows=rows)
    path.write_text(path.read_text() + "too;few\n")
    write_delivery(tmp_path, period="2024-2", rows=[row(geslacht="X")])
    write_delivery(tmp_path, period="2023-2", rows=[])
    (tmp_path / f"{PROVIDER}_2022-1_jeugdhulp.csv").write_text("")
    report = check_deliveries([tmp_path], key=KEY.encode())
    assert [(f.period, f.read, f.accepted, f.refused, f.reason) for f in report.files] == [
        ("2022-1", 0, 0, 0, "empty_file"),
        ("2023-2", 0, 0, 0, ""),
        ("2024-1", 5, 2, 3, ""),
        ("2024-2", 1, 0, 1, "all_rows_refused"),
    ]
    assert (report.read, report.accepted, report.refused) == (6, 2, 4)
    assert sum(group.number for group in report.groups) == len(report.findings)


# --- nothing is left out


def all_codes() -> set[str]:
    return {rule.code for rule in read_rules()} | {*FILE_FAULTS, *LINE_FAULTS, *REPAIRS, "all_rows_refused"}


def test_every_code_has_texts_in_both_languages_and_no_text_is_left_over():
    for language in ("nl", "en"):
        assert set(read_texts("uitkomst.checks", "texts", language)) == all_codes()
        for code in all_codes():
            assert all(len(part) > 5 for part in finding_text(code, language))


def test_every_rule_is_exercised_here():
    exercised = {case[0] for case in (*ERRORS, *SIGNALS, *TOGETHER)} | {"municipality_not_known", "postcode_elsewhere"}
    assert {rule.code for rule in read_rules()} - exercised == set()
    assert {(rule.code, field) for rule in read_rules() if rule.kind == "row" for field in rule.fields} - {
        (code, field) for code, field, *_ in (*ERRORS, *SIGNALS)
    } <= {("municipality_not_known", "gemeentecode"), ("postcode_elsewhere", "gemeentecode"), ("goals_malformed", "doelen_gerealiseerd")}


def test_every_code_made_while_reading_is_exercised_in_the_tests_of_intake():
    text = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_intake*.py"))
    assert [code for code in (*FILE_FAULTS, *LINE_FAULTS, *REPAIRS) if f'"{code}"' not in text] == []


def test_the_errors_are_the_closed_list():
    assert {rule.code for rule in read_rules() if rule.level == "error"} == {case[0] for case in ERRORS}
