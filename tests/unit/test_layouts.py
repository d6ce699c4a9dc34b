"""Files in a layout: what is written in one is read back the same, and what fits none is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deliveries import KEY, bsn, row, write_delivery
from tests.layouts import write_fixed, write_headed, write_old_sheet
from uitkomst import checks, intake
from uitkomst.engine import Engine
from uitkomst.intake.layouts import LAYOUT_FAULTS, LAYOUT_SIGNALS, Layout, read_layouts
from uitkomst.vocabulary.columns import COLUMNS, RECORD
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import read_texts

HERE = Path(__file__)
OURS = {layout.name: layout for layout in read_layouts()}
FIXED, SHEET = OURS["bij_7_fixed"], OURS["bij_7_sheet"]


def read(folder: Path, tables: Path | None = None) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]], list[str]]:
    """The rows of all files of a folder, the findings, and why files were refused."""
    found = intake.find([folder], tables=tables)
    with Engine(found.folders) as engine:
        rows: list[tuple[object, ...]] = []
        for _ in intake.read(engine, found, key=KEY.encode()):
            rows += engine.rows(f"SELECT client, bsn_kind, well_formed, {', '.join(COLUMNS[1:])} FROM rows ORDER BY delivery, line")
        findings = engine.rows("SELECT line, code, level, field, value FROM findings ORDER BY ALL")
        return rows, findings, [reason for (reason,) in engine.rows("SELECT reason FROM deliveries ORDER BY delivery")]


def same_as_plain(folder: Path, rows: list[dict[str, str]]) -> bool:
    """Whether the file in this folder gives the rows that our plain format gives."""
    plain = folder / "plain"
    plain.mkdir()
    write_delivery(plain, rows=rows)
    laid_out = folder / "laid_out"
    return read(laid_out)[0] == read(plain)[0]


answers = st.sampled_from(["", "", "1", "7", "10"])
going_on = st.sampled_from(["", "", "01", "04"])
rows = st.lists(
    st.builds(
        lambda n, birth, sex, postcode, place, form, end, grades, going: row(
            bsn=bsn(n), geboortedatum=birth, geslacht=sex, postcode=postcode, gemeentecode=place, hulpvorm=form,
            datum_einde=end, reden_beeindiging="01" if end else "",
            nut_jeugdige=grades[0], nut_ouder=grades[1], zonder_hulp_jeugdige=going[0], zonder_hulp_ouder=going[1],
        ),
        st.integers(1, 50), st.sampled_from(["20120315", "20120300", "20120000"]), st.sampled_from("VMO"),
        st.sampled_from(["", "3441AB"]), st.sampled_from(["", "0632"]), st.sampled_from(["02", "11"]),
        st.sampled_from(["", "20240331"]), st.tuples(answers, answers), st.tuples(going_on, going_on),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows)
def test_a_fixed_width_file_gives_back_the_rows(tmp_path_factory: pytest.TempPathFactory, delivered: list[dict[str, str]]) -> None:
    folder = tmp_path_factory.mktemp("fixed")
    (folder / "laid_out").mkdir()
    write_fixed(folder / "laid_out", FIXED, delivered)
    assert same_as_plain(folder, delivered)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows, st.sampled_from(["xlsx", "xls"]))
def test_a_spreadsheet_gives_back_the_rows(tmp_path_factory: pytest.TempPathFactory, delivered: list[dict[str, str]], ending: str) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    (folder / "laid_out").mkdir()
    write_headed(folder / "laid_out", SHEET, delivered, f"12345678_2024-1_jeugdhulp.{ending}")
    assert same_as_plain(folder, delivered)


def test_our_layouts_are_marked_as_not_official_and_hold_the_fields_of_the_law(tmp_path: Path) -> None:
    assert not any(layout.official for layout in OURS.values())
    write_fixed(tmp_path, FIXED, [row()])
    assert read(tmp_path)[1] == [(0, "layout_not_official", "signal", "", "bij_7_fixed")]
    assert {field.column for field in SHEET.fields} == set(RECORD)


def test_two_informants_as_the_layout_says(tmp_path: Path) -> None:
    text = write_fixed(tmp_path, FIXED, [row(nut_ouder=6, zonder_hulp_ouder="02", nut_jeugdige=8)]).read_text()
    assert text.rstrip("\r\n").endswith("8   16 022")
    assert [found[13:17] for found in read(tmp_path)[0]] == [("8", "6", "", "02")]


@pytest.mark.parametrize("measurements", ["8 03 6 02 ", "8 0396 022", "8 0316 021"])
def test_an_answer_without_a_clear_informant_is_left_out_with_a_signal(tmp_path: Path, measurements: str) -> None:
    path = write_fixed(tmp_path, FIXED, [row()])
    path.write_text(path.read_text()[: FIXED.width - 10] + measurements + "\n")
    found = read(tmp_path)
    assert "informant_unclear" in [code for _, code, _, _, _ in found[1]]
    assert found[0][0][13:17].count("") >= 2


def test_spaces_cut_off_at_the_end_are_no_fault_and_longer_lines_are(tmp_path: Path) -> None:
    path = write_fixed(tmp_path, FIXED, [row(), row(bsn=bsn(2), datum_einde="20240301", reden_beeindiging="01")])
    first, second = path.read_text().splitlines()
    path.write_text(f"{first.rstrip()}\n\n{second}\n{second[:20]}\n{second}99\n")
    rows_read, findings, reasons = read(tmp_path)
    assert reasons == ["no_layout"]  # the longest line fits nothing
    path.write_text(f"{first.rstrip()}\n\n{second}\n{second[:20]}\n")
    rows_read, findings, reasons = read(tmp_path)
    assert [found[2] for found in rows_read] == [True, True, False]
    assert (4, "malformed_row", "error", "", "20") in findings


BAD = {
    "empty_file": b"\r\n",
    "nul_bytes": b"\0" * 60,
    "wrong_encoding": b"\xff\xfe" * 30,
    "line_too_long": b"1" * 20_000,
    "no_layout": b"12345\n",
}


@pytest.mark.parametrize("code", BAD)
def test_a_fixed_width_file_that_cannot_be_read(tmp_path: Path, code: str) -> None:
    (tmp_path / "12345678_2024-1_jeugdhulp.txt").write_bytes(BAD[code])
    assert read(tmp_path)[2] == [code]


def test_an_old_spreadsheet_may_have_our_plain_columns(tmp_path: Path) -> None:
    write_old_sheet(tmp_path / "12345678_2024-1_jeugdhulp.xls", [RECORD, [row()[name] for name in RECORD]])
    rows_read, findings, _ = read(tmp_path)
    assert (len(rows_read), findings) == (1, [])


def test_numbers_in_an_old_spreadsheet_are_read_as_what_was_meant(tmp_path: Path) -> None:
    cells: list[str | float] = [float(row()[name]) if row()[name].isdigit() else row()[name] for name in RECORD]
    write_old_sheet(tmp_path / "12345678_2024-1_jeugdhulp.xls", [RECORD, cells])
    assert read(tmp_path)[0][0][3:8] == ("20120315", "V", "", "0632", "02")


def test_an_old_spreadsheet_that_asks_for_too_much_or_is_none_is_refused(tmp_path: Path) -> None:
    write_old_sheet(tmp_path / "11111111_2024-1_jeugdhulp.xls", [RECORD], far=True)
    (tmp_path / "22222222_2024-1_jeugdhulp.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    write_old_sheet(tmp_path / "33333333_2024-1_jeugdhulp.xls", [["naam", "adres"]])
    assert read(tmp_path)[2] == ["unreadable", "unreadable", "no_layout"]


def test_a_sheet_with_a_heading_missing_keeps_the_plain_answer(tmp_path: Path) -> None:
    short = Layout("x", "sheet", "7", False, SHEET.fields[:-1], {})
    write_headed(tmp_path, short, [row()])
    assert read(tmp_path)[2] == ["missing_column"]


def test_the_users_own_layout_comes_first_and_replaces_ours_of_the_same_name(tmp_path: Path) -> None:
    own = tmp_path / "tables" / "layouts"
    own.mkdir(parents=True)
    ours = (HERE.parents[2] / "src/uitkomst/intake/library/layouts/bij_7_fixed.toml").read_text()
    (own / "bij_7_fixed.toml").write_text(ours.replace("official = false", "official = true").replace("width = 4", "width = 8"))
    mine = next(layout for layout in read_layouts(tmp_path / "tables") if layout.name == "bij_7_fixed")
    box = tmp_path / "box"
    box.mkdir()
    write_fixed(box, mine, [row()])
    rows_read, findings, _ = read(box, tmp_path / "tables")
    assert (mine.width, len(rows_read), findings) == (FIXED.width + 4, 1, [])


def test_a_layout_for_other_half_years_is_not_used(tmp_path: Path) -> None:
    own = tmp_path / "tables" / "layouts"
    own.mkdir(parents=True)
    ours = (HERE.parents[2] / "src/uitkomst/intake/library/layouts/bij_7_fixed.toml").read_text()
    (own / "bij_7_fixed.toml").write_text('first_period = "2025-1"\n' + ours)
    box = tmp_path / "box"
    box.mkdir()
    write_fixed(box, FIXED, [row()])
    assert read(box, tmp_path / "tables")[2] == ["no_layout"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "fixed"', 'kind = "other"', "kind"),
        ("width = 9", "width = -9", "bsn"),
        ('column = "verwijzer"', 'column = "verwijzing"', "verwijzing"),
        ('column = "verwijzer"', 'column = "bsn"', "bsn"),
        ('column = "verwijzer"', 'column = ""', "verwijzer"),
        ('2 = "ouder"', '2 = "buurman"', "informants"),
        ("[[field]]", "[[veld]]", "TOML"),
        ("width = 9", "breedte = 9", "TOML"),
        ("official = false", "official = ", "TOML"),
    ],
)
def test_a_faulty_layout_is_a_clear_problem(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "layouts").mkdir()
    ours = (HERE.parents[2] / "src/uitkomst/intake/library/layouts/bij_7_fixed.toml").read_text()
    (tmp_path / "layouts" / "eigen.toml").write_text(ours.replace(old, new))
    with pytest.raises(Problem) as problem:
        read_layouts(tmp_path)
    assert said in problem.value.text("nl")
    assert "eigen.toml" in problem.value.text("nl")


def test_every_code_has_texts_in_both_languages_and_a_case_here() -> None:
    codes = {*LAYOUT_FAULTS, *LAYOUT_SIGNALS}
    assert [code for code in codes if f'"{code}"' not in HERE.read_text(encoding="utf-8")] == []
    for language in ("nl", "en"):
        assert set(read_texts("uitkomst.checks", "layouts", language)) == codes
        assert all(checks.finding_text(code, language).do for code in codes)
