"""Reading deliveries: names, finding, dialects, repairs, and that the fast and the slow way give the same rows."""

import csv
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn as stdnum_bsn

from tests.deliveries import COLUMNS, EXTENSION, KEY, PROVIDER, bsn, row, write_delivery, write_sheet
from uitkomst import intake
from uitkomst.engine import Engine
from uitkomst.intake.names import parse_name
from uitkomst.vocabulary.client_keys import pseudonym
from uitkomst.vocabulary.problems import Problem


def read_all(paths, *, slowly=False, batch_rows=250_000):
    """(rows, findings, deliveries) as lists of dictionaries; slowly = without the engine's own CSV reader."""
    found = intake.find(paths)
    if slowly:
        files = tuple(replace(file, inspection=replace(file.inspection, dialect=None)) for file in found.files)
        found = replace(found, files=files)
    rows = []
    with Engine(found.folders) as engine:
        for _ in intake.read(engine, found, key=KEY.encode(), batch_rows=batch_rows):
            rows += engine.dicts("SELECT * FROM rows")
        rows.sort(key=lambda r: (r["delivery"], r["line"]))
        return rows, engine.dicts("FROM findings ORDER BY ALL"), engine.dicts("FROM deliveries ORDER BY delivery")


def codes(findings):
    return [(finding["line"], finding["code"], finding["field"], finding["value"]) for finding in findings]


def is_clean(path):
    return intake.find([path]).files[0].inspection.dialect is not None


# --- names and folders


def test_a_name_says_provider_period_and_version():
    name = parse_name("12345678_2024-1_jeugdhulp_v3.xlsx")
    assert (name.provider, str(name.period), name.version, name.fault) == ("12345678", "2024-1", 3, "")
    assert parse_name("12345678_2024-1_jeugdhulp.csv").version == 1


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("1234567_2024-1_jeugdhulp.csv", "wrong_kvk"),
        ("1234567a_2024-1_jeugdhulp.csv", "wrong_kvk"),
        ("１２３４５６７８_2024-1_jeugdhulp.csv", "wrong_kvk"),
        ("12345678_2024-3_jeugdhulp.csv", "wrong_period"),
        ("12345678_2024_jeugdhulp.csv", "wrong_period"),
        ("12345678_1999-1_jeugdhulp.csv", "wrong_period"),
        ("12345678_2024-1_jeugdhulp_v0.csv", "wrong_version"),
        ("12345678_2024-1_jeugdhulp_vx.csv", "wrong_version"),
        ("12345678_2024-1_jeugdbescherming.csv", "kind_not_yet"),
        ("12345678_2024-1_jeugdreclassering_v2.csv", "kind_not_yet"),
        ("12345678_2024-1_wmo.xlsx", "kind_not_yet"),
    ],
)
def test_a_name_with_a_fault_is_refused(tmp_path, name, fault):
    (tmp_path / name).write_text("x")
    _, findings, deliveries = read_all([tmp_path])
    assert [d["reason"] for d in deliveries] == [fault]
    assert codes(findings) == [(0, fault, "", "")]


def test_other_files_are_skipped_in_a_folder_and_refused_when_named(tmp_path):
    other = tmp_path / "LEESMIJ.txt"
    other.write_text("x")
    write_delivery(tmp_path, rows=[row()])
    found = intake.find([tmp_path])
    assert [notice.file for notice in found.notices] == ["LEESMIJ.txt"]
    assert len(found.files) == 1
    assert intake.find([other]).files[0].inspection.refused == "not_named"


def test_folders_in_a_folder_are_looked_into_and_hidden_files_are_not(tmp_path):
    (tmp_path / "a").mkdir()
    write_delivery(tmp_path / "a", rows=[row()])
    (tmp_path / f".~lock.{PROVIDER}_2024-1_jeugdhulp.csv").write_text("x")
    found = intake.find([tmp_path, tmp_path / "a"])
    assert len(found.files) == 1 and not found.notices


def test_a_path_that_does_not_exist_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="does not exist"):
        intake.find([tmp_path / "nothing.csv"])


def test_files_are_numbered_by_provider_period_and_version(tmp_path):
    write_delivery(tmp_path, provider="22222222", rows=[row()])
    write_delivery(tmp_path, provider="11111111", period="2024-2", rows=[row()])
    write_delivery(tmp_path, provider="11111111", period="2024-1", rows=[row()], version=2)
    write_delivery(tmp_path, provider="11111111", period="2024-1", rows=[row()], version=10)
    _, _, deliveries = read_all([tmp_path])
    assert [(d["delivery"], d["provider"], d["period"] % 2 + 1, d["version"]) for d in deliveries] == [
        (1, "11111111", 1, 2), (2, "11111111", 1, 10), (3, "11111111", 2, 1), (4, "22222222", 1, 1),
    ]  # fmt: skip


def test_the_same_version_twice_is_refused_unless_it_is_the_same_file(tmp_path):
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        write_delivery(tmp_path / folder, rows=[row()])
    same = intake.find([tmp_path])
    assert len(same.files) == 1 and [n.code for n in same.notices] == ["same_content", "same_content"]
    write_delivery(tmp_path / "b", rows=[row(), row(bsn=bsn(2))])
    assert [file.inspection.refused for file in intake.find([tmp_path]).files] == ["same_version"] * 3


# --- what a file looks like


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_dialect_gives_the_same_rows(tmp_path, separator, encoding, newline):
    rows = [row(team="Één – Zuid"), row(bsn=bsn(2), geslacht="M", postcode=" 3441 AB ")]
    path = write_delivery(tmp_path, rows=rows, separator=separator, encoding=encoding, newline=newline)
    got, findings, deliveries = read_all([path])
    assert deliveries[0]["usable"] and deliveries[0]["rows"] == 2
    assert [(r["line"], r["client"], r["geslacht"], r["postcode"], r["team"]) for r in got] == [
        (2, pseudonym(KEY.encode(), bsn(1)), "V", "", "Één – Zuid"),
        (3, pseudonym(KEY.encode(), bsn(2)), "M", "3441 AB", ""),
    ]
    repaired = {code for _, code, _, _ in codes(findings)}
    assert ("separator_repaired" in repaired) == (separator in "\t|")
    assert ("encoding_repaired" in repaired) == (encoding in ("utf-16", "cp1252"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: b"", "empty_file"),
        (lambda data: b"\xef\xbb\xbf\r\n", "empty_file"),
        (lambda data: b"PK\x03\x04" + data, "not_csv"),
        (lambda data: data.replace(b"20240201", b"2024\x00201"), "nul_bytes"),
        (lambda data: data.replace(b"0632", "caf\u0082".encode("latin-1")), "wrong_encoding"),
        (lambda data: data + b"\xe2\x82", "wrong_encoding"),
        (lambda data: data + b"x" * 2_000_000, "line_too_long"),
        (lambda data: data.replace(b"\n", b"") * 20_000, "line_too_long"),
        (lambda data: data.partition(b"\n")[2], "no_header"),
        (lambda data: data.replace(b"hulpvorm;", b"", 1), "missing_column"),
        (lambda data: data.replace(b"hulpvorm;", b"hulpvorm;naam;", 1), "unknown_column"),
        (lambda data: data.replace(b"hulpvorm;", b"hulpvorm;hulpvorm;", 1), "duplicate_column"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(tmp_path, change, code):
    path = write_delivery(tmp_path, rows=[row(), row(bsn=bsn(2))])
    path.write_bytes(change(path.read_bytes()))
    got, findings, deliveries = read_all([path])
    assert not got
    assert [finding[1] for finding in codes(findings)] == [code]
    assert (deliveries[0]["usable"], deliveries[0]["reason"]) == (False, code)


def test_a_wrong_header_names_the_columns_but_no_values(tmp_path):
    path = write_delivery(tmp_path, rows=[row()])
    path.write_bytes(path.read_bytes().replace(b"hulpvorm;", b"hulpvorm;999900006;extra_kolom;", 1))
    _, findings, _ = read_all([path])
    assert codes(findings) == [(0, "unknown_column", "", "?, extra_kolom")]


def test_headings_may_be_in_any_order_and_written_freely(tmp_path):
    path = write_delivery(tmp_path, rows=[row()], columns=[*reversed(COLUMNS)])
    text = (
        path.read_text().replace("reden_beeindiging", "Reden Beëindiging").replace("bsn", ' "BSN" ').replace("datum_einde", "DATUM-EINDE")
    )
    path.write_text(text)
    got, _, deliveries = read_all([path])
    assert deliveries[0]["usable"] and got[0]["datum_aanvang"] == "20240201"


def test_a_line_with_a_column_too_many_or_too_few_is_refused_and_the_rest_is_read(tmp_path):
    path = write_delivery(tmp_path, rows=[row(bsn=bsn(n)) for n in range(1, 6)])
    lines = path.read_text().splitlines()
    lines[2] += ";x"
    lines[3] = lines[3].replace(";", "", 1)
    lines[4] = lines[4].replace("0632", '"0632')
    path.write_text("\n".join(lines) + "\n")
    got, findings, deliveries = read_all([path])
    assert codes(findings) == [(3, "malformed_row", "", "16"), (4, "malformed_row", "", "14"), (5, "malformed_row", "", "")]
    assert [(r["line"], r["well_formed"]) for r in got] == [(2, True), (3, False), (4, False), (5, False), (6, True)]
    assert deliveries[0]["rows"] == 5


def test_faults_that_cancel_out_in_number_are_still_found(tmp_path):
    path = write_delivery(tmp_path, rows=[row(bsn=bsn(n)) for n in range(1, 4)])
    lines = path.read_text().splitlines()
    lines[1], lines[3] = lines[1] + ";", lines[3][:-1]
    path.write_text("\n".join(lines) + "\n")
    assert is_clean(path)  # by its number of separators
    _, findings, _ = read_all([path])
    assert [(line, code) for line, code, _, _ in codes(findings)] == [(2, "malformed_row"), (4, "malformed_row")]


def test_a_file_that_is_cut_off_says_so(tmp_path):
    path = write_delivery(tmp_path, rows=[row(), row(bsn=bsn(2))])
    path.write_bytes(path.read_bytes()[:-12])
    _, findings, _ = read_all([path])
    assert [(line, code) for line, code, _, _ in codes(findings)] == [(3, "cut_off")]


def test_blank_lines_are_no_rows_and_line_numbers_stay_right(tmp_path):
    path = write_delivery(tmp_path, rows=[row(), row(bsn=bsn(2)), row(bsn=bsn(3))])
    lines = path.read_text().splitlines()
    for text in (["", lines[1], "", "  ", lines[2], ";" * 14, lines[3], "", ""], [lines[1], ";" * 14, "; " * 14, lines[2], lines[3]]):
        path.write_text("\n".join([lines[0], *text]) + "\n")
        got, findings, _ = read_all([path])
        assert [r["line"] for r in got] == [at for at, line in enumerate(text, start=2) if line.strip("; ")]
        assert not findings


def test_a_path_with_wildcards_is_read_as_it_is(tmp_path):
    folder = tmp_path / "a[1]*"
    folder.mkdir()
    got, _, _ = read_all([write_delivery(folder, rows=[row()])])
    assert len(got) == 1


# --- the BSN


def test_the_bsn_is_nowhere_after_reading(tmp_path):
    path = write_delivery(tmp_path, rows=[row(), row(bsn="123456789"), row(bsn=bsn(2)[1:])])
    got, findings, deliveries = read_all([path])
    text = repr((got, findings, deliveries))
    assert bsn(1) not in text and "123456789" not in text and bsn(2)[1:] not in text


@pytest.mark.parametrize(
    ("given_bsn", "period", "kind"),
    [
        (bsn(1), "2024-1", "real"),
        ("", "2024-1", "missing"),
        ("999999999", "2024-1", "unknown"),
        ("000000000", "2024-1", "unborn"),
        ("0", "2024-1", "unborn"),
        ("999999999", "2015-1", "unborn"),
        ("000000000", "2015-2", "unknown"),
        ("123456789", "2024-1", "failed_11"),
        ("12345678X", "2024-1", "malformed"),
        ("9999000061", "2024-1", "malformed"),
        ("-99990000", "2024-1", "malformed"),
        ("９９９９０００06", "2024-1", "malformed"),
    ],
)
def test_kinds_of_bsn(tmp_path, given_bsn, period, kind):
    for slowly in (False, True):
        got, _, _ = read_all([write_delivery(tmp_path, period=period, rows=[row(bsn=given_bsn)])], slowly=slowly)
        assert got[0]["bsn_kind"] == kind
        assert got[0]["client"] == (pseudonym(KEY.encode(), bsn(1)) if kind == "real" else "")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 999_999_999), min_size=1, max_size=300), st.binary(min_size=32, max_size=100))
def test_the_engine_judges_and_hashes_as_the_libraries_do(tmp_path_factory, numbers, key):
    texts = [f"{number:09d}" for number in numbers if number not in (0, 999_999_999)] + [bsn(1)]
    path = write_delivery(tmp_path_factory.mktemp("d"), rows=[row(bsn=text) for text in texts])
    found = intake.find([path])
    with Engine(found.folders) as engine:
        for _ in intake.read(engine, found, key=key):
            got = engine.rows("SELECT bsn_kind, client FROM rows ORDER BY line")
    expected = [("real", pseudonym(key, t)) if stdnum_bsn.is_valid(t) else ("failed_11", "") for t in texts]
    assert got == expected


# --- repairs


@pytest.mark.parametrize(
    ("field", "given_value", "value", "code"),
    [
        ("hulpvorm", "2", "02", "leading_zeros"),
        ("verwijzer", "8", "08", "leading_zeros"),
        ("gestart_met_crisis", "1", "01", "leading_zeros"),
        ("reden_beeindiging", "3", "03", "leading_zeros"),
        ("zonder_hulp_ouder", "4", "04", "leading_zeros"),
        ("gemeentecode", "363", "0363", "leading_zeros"),
        ("gemeentecode", "14", "0014", "leading_zeros"),
        ("gemeentecode", "GM0363", "0363", "leading_zeros"),
        ("datum_aanvang", "2024-03-01", "20240301", "date_written_otherwise"),
        ("datum_einde", "1-3-2024", "20240301", "date_written_otherwise"),
        ("geboortedatum", "15-11-2012", "20121115", "date_written_otherwise"),
        ("geslacht", "v", "V", "small_letter"),
        ("nut_ouder", "07", "7", "grade_written_otherwise"),
        ("nut_ouder", "10,0", "10", "grade_written_otherwise"),
    ],
)
def test_what_can_be_read_in_one_way_only_is_put_right_and_reported(tmp_path, field, given_value, value, code):
    got, findings, _ = read_all([write_delivery(tmp_path, rows=[row(**{field: given_value}), row(bsn=bsn(2))])])
    assert got[0][field] == value
    assert codes(findings) == [(2, code, field, given_value)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("datum_aanvang", "3/1/2024"),
        ("datum_aanvang", "45352"),
        ("datum_aanvang", "2024-3-1"),
        ("datum_aanvang", "20240230"),
        ("nut_ouder", "7,5"),
        ("nut_ouder", "-7"),
        ("nut_ouder", "007"),
        ("hulpvorm", "A"),
        ("hulpvorm", "-1"),
        ("gemeentecode", "1"),
        ("geslacht", "w"),
    ],
)
def test_what_is_not_certain_stays_as_it_is(tmp_path, field, value):
    got, findings, _ = read_all([write_delivery(tmp_path, rows=[row(**{field: value})])])
    assert got[0][field] == value and not findings


def test_a_bsn_of_eight_digits_is_put_right_when_it_passes_the_11_test(tmp_path):
    # Made up: eight digits that pass the 11-test with a zero in front, and eight that do not.
    passing = next(text for text in (f"{n:08d}" for n in range(10_000_000, 10_000_100)) if stdnum_bsn.is_valid("0" + text))
    failing = next(text for text in (f"{n:08d}" for n in range(10_000_000, 10_000_100)) if not stdnum_bsn.is_valid("0" + text))
    got, findings, _ = read_all([write_delivery(tmp_path, rows=[row(bsn=passing), row(bsn=failing)])])
    assert [r["bsn_kind"] for r in got] == ["real", "malformed"]
    assert got[0]["client"] == pseudonym(KEY.encode(), "0" + passing)
    assert codes(findings) == [(2, "leading_zeros", "bsn", "")]


def test_nine_zeros_for_unborn_are_no_repair(tmp_path):
    got, findings, _ = read_all([write_delivery(tmp_path, rows=[row(bsn="000000000", geboortedatum="000000000")])])
    assert got[0]["geboortedatum"] == "00000000" and not findings


# --- two ways, one result

VALUES = st.one_of(
    st.sampled_from(["", "01", "1", "20240201", "2024-02-01", "1-2-2024", "363", "0", "7,5", "07", "v", " 02 ", "\u00a0x", bsn(3)]),
    st.text(
        st.characters(blacklist_characters='";,|\t\r\n\0\x01\v\f\x1c\x1d\x1e\x85\u2028\u2029', blacklist_categories=("Cs",)), max_size=6
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.fixed_dictionaries(dict.fromkeys((*COLUMNS, *EXTENSION[:2]), VALUES)), min_size=1, max_size=6), st.booleans())
def test_the_fast_and_the_slow_way_give_the_same(tmp_path_factory, rows, windows):
    folder = tmp_path_factory.mktemp("d")
    path = write_delivery(folder, rows=rows, newline="\r\n" if windows else "\n", quoting=csv.QUOTE_NONE)
    other = write_delivery(folder, period="2024-2", rows=[row(), row(bsn=bsn(2))])
    fast, slow = read_all([path, other]), read_all([path, other], slowly=True)
    assert is_clean(path)
    assert fast == slow


def test_batches_hold_whole_files_and_together_everything(tmp_path):
    for n in range(1, 8):
        write_delivery(tmp_path, provider=f"1111111{n}", rows=[row(bsn=bsn(i)) for i in range(1, n + 1)])
    small, large = read_all([tmp_path], batch_rows=5), read_all([tmp_path])
    assert small == large
    assert [d["rows"] for d in small[2]] == [1, 2, 3, 4, 5, 6, 7]


# --- spreadsheets


def test_a_spreadsheet_gives_the_same_rows_as_csv(tmp_path):
    rows = [row(team="Één"), row(bsn=bsn(2), nut_ouder="8", datum_einde="20240301", reden_beeindiging="01")]
    sheet, _, _ = read_all([write_sheet(tmp_path, rows=rows, columns=[*COLUMNS, "team"])])
    plain, _, _ = read_all([write_delivery(tmp_path, rows=rows)])
    assert sheet == plain


def test_what_excel_made_of_the_values_is_read_as_meant(tmp_path):
    cells = row() | {
        "datum_aanvang": date(2024, 3, 1), "datum_einde": 45_383, "geboortedatum": 20120315, "hulpvorm": 2, "gemeentecode": 632,
        "nut_ouder": 8, "bsn": 999900006, "reden_beeindiging": 1,
    }  # fmt: skip
    got, findings, _ = read_all([write_sheet(tmp_path, rows=[cells])])
    assert got[0]["client"] == pseudonym(KEY.encode(), bsn(1))
    wanted = {
        "datum_aanvang": "20240301",
        "datum_einde": "20240401",
        "geboortedatum": "20120315",
        "hulpvorm": "02",
        "gemeentecode": "0632",
        "nut_ouder": "8",
    }
    assert {name: got[0][name] for name in wanted} == wanted
    assert sorted(field for _, code, field, _ in codes(findings) if code == "date_written_otherwise") == ["datum_aanvang", "datum_einde"]
    assert sorted(field for _, code, field, _ in codes(findings) if code == "leading_zeros") == [
        "gemeentecode",
        "hulpvorm",
        "reden_beeindiging",
    ]


def test_a_spreadsheet_with_a_cell_beyond_the_header_has_a_malformed_row(tmp_path):
    path = write_sheet(tmp_path, rows=[row(), row(bsn=bsn(2)) | {"extra": "x"}], columns=[*COLUMNS, "extra"])
    _, findings, _ = read_all([path])
    assert [code for _, code, _, _ in codes(findings)] == ["unknown_column"]
    path = write_sheet(tmp_path, rows=[row(), row(bsn=bsn(2)) | {"": "x"}], columns=[*COLUMNS, ""])
    _, findings, _ = read_all([path])
    assert codes(findings) == [(3, "malformed_row", "", "16")]
