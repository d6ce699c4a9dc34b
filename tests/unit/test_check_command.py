"""The command check: exit codes, the three forms of its report, and nothing half-written."""

import csv
import json

import pytest

from tests.deliveries import KEY, PROVIDER, bsn, row, write_delivery
from uitkomst.commands.check import check
from uitkomst.vocabulary.problems import Problem


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("UITKOMST_PSEUDONYM_KEY", KEY)
    monkeypatch.delenv("UITKOMST_PSEUDONYM_KEY_FILE", raising=False)
    monkeypatch.delenv("UITKOMST_TABLES", raising=False)


@pytest.fixture
def clean(tmp_path):
    folder = tmp_path / "clean"
    folder.mkdir()
    write_delivery(folder, rows=[row(), row(bsn=bsn(2))])
    return folder


@pytest.fixture
def faulty(tmp_path):
    folder = tmp_path / "faulty"
    folder.mkdir()
    write_delivery(folder, rows=[row(), row(bsn=bsn(2), geslacht="X"), row(bsn=bsn(3), geslacht="=cmd"), row(bsn=bsn(4), postcode="1")])
    (folder / "notes.txt").write_text("x")
    return folder


def test_exit_codes(clean, faulty, tmp_path, capsys):
    assert check([clean]) == 0
    assert check([faulty]) == 1
    assert check([clean, faulty / "notes.txt"]) == 1
    assert check([faulty / "notes.txt"]) == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    assert check([empty]) == 2
    assert "Er is niets gevonden" in capsys.readouterr().out


def test_the_table_says_what_was_read_what_is_wrong_and_what_to_do(faulty, capsys):
    check([faulty])
    text = capsys.readouterr().out
    assert "1 bestand, 4 regels gelezen: 2 bruikbaar, 2 geweigerd. 1 signaal," in text
    assert "notes.txt: overgeslagen" in text
    assert "Het geslacht is geen V, M of O" in text and "Gebruik een van de drie" in text and "geslacht = X" in text
    assert text.index("Fouten") < text.index("Signalen")
    check([faulty], language="en")
    assert "The sex is not V, M or O" in capsys.readouterr().out


def test_json_has_everything(faulty, capsys):
    check([faulty], format="json")
    report = json.loads(capsys.readouterr().out)
    assert (report["read"], report["accepted"], report["refused"]) == (4, 2, 2)
    assert report["read"] == report["accepted"] + report["refused"] == sum(f["read"] for f in report["files"])
    assert [(f["line"], f["code"], f["field"], f["value"]) for f in report["findings"]] == [
        (3, "sex_not_in_list", "geslacht", "X"), (4, "sex_not_in_list", "geslacht", "=cmd"), (5, "postcode_malformed", "postcode", "1"),
    ]  # fmt: skip
    assert report["skipped"][0]["file"] == "notes.txt"
    assert report["groups"][0]["do"] == "Gebruik een van de drie letters."


def test_csv_lists_every_finding_and_starts_no_formula(faulty, tmp_path, capsys):
    out = tmp_path / "findings.csv"
    assert check([faulty], format="csv", out=out) == 1
    with out.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["line"], line["value"]) for line in lines] == [("3", "X"), ("4", "'=cmd"), ("5", "1")]
    assert {line["file"] for line in lines} == {f"{PROVIDER}_2024-1_jeugdhulp.csv"}
    assert all(line["title"] and line["means"] and line["do"] for line in lines)
    assert capsys.readouterr().out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["faulty", "findings.csv"]


def test_bsns_are_in_no_form_of_the_report(faulty, capsys):
    for form in ("table", "json", "csv"):
        check([faulty], format=form)
        text = capsys.readouterr()
        assert not any(bsn(n) in text.out + text.err for n in range(1, 5))


def test_without_a_key_or_a_place_to_write_nothing_is_read(clean, tmp_path, monkeypatch):
    with pytest.raises(Problem, match="cannot be written"):
        check([clean], out=tmp_path / "nowhere" / "f.csv")
    monkeypatch.delenv("UITKOMST_PSEUDONYM_KEY")
    with pytest.raises(Problem, match="no key"):
        check([clean])


def test_a_file_name_cannot_write_on_the_terminal(tmp_path, capsys):
    (tmp_path / "\x1b[31mred[bold]_2024-1_jeugdhulp.csv").write_text("x")
    check([tmp_path])
    text = capsys.readouterr().out
    assert "\x1b" not in text and "red[bold]" in text
