"""Code lists, reference tables and client keys."""

import hashlib
import hmac
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deliveries import KEY, bsn
from uitkomst.vocabulary.client_keys import hmac_blocks, holds_bsn, is_bsn, pseudonym, read_key, without_bsn
from uitkomst.vocabulary.codes import code_list, names
from uitkomst.vocabulary.municipalities import read_known_codes, read_municipalities
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.tables import find_table, read_table, table_names


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("referrer", ["01", "02", "03", "04", "05", "06", "08"]),
        ("form_of_help", ["01", "02", "03", "04", "11", "12", "13", "14"]),
        ("crisis", ["01", "02"]),
        ("end_reason", ["01", "02", "03", "04", "05"]),
        ("sex", ["V", "M", "O"]),
        ("going_on", ["01", "02", "03", "04"]),
    ],
)
def test_the_codes_of_today_are_those_of_the_definitions(name, codes):
    assert [code.code for code in code_list(name).on(date(2024, 1, 1))] == codes


def test_every_list_has_labels_in_both_languages_and_a_protocol_version():
    for name in names():
        for code in code_list(name).codes:
            assert code.labels["nl"].strip() and code.labels["en"].strip()
            assert code.protocol.replace(".", "").isdigit()
            assert code_list(name).label(code.code) != code.code


def test_the_special_bsn_codes_were_the_other_way_round_under_protocol_2():
    then = {code.code: code.name for code in code_list("special_bsn").on(date(2015, 7, 1))}
    now = {code.code: code.name for code in code_list("special_bsn").on(date(2024, 7, 1))}
    assert then == {"000000000": "unknown", "999999999": "unborn"}
    assert now == {"999999999": "unknown", "000000000": "unborn"}


def test_referrer_unknown_existed_only_under_protocol_2():
    assert "07" in [code.code for code in code_list("referrer").on(date(2015, 3, 1))]
    assert "07" not in [code.code for code in code_list("referrer").on(date(2016, 3, 1))]


def test_there_are_342_municipalities_in_42_regions_and_12_provinces():
    all_of_them = read_municipalities()
    assert len(all_of_them) == 342
    assert len({m.youth_region for m in all_of_them.values()}) == 42
    assert len({m.province for m in all_of_them.values()}) == 12
    assert (all_of_them["0632"].name, all_of_them["0632"].youth_region) == ("Woerden", "Utrecht-West")


def test_a_merged_municipality_is_followed_to_the_one_of_today(tmp_path):
    assert read_known_codes()["0457"] == "0363"  # Weesp is Amsterdam since 24 March 2022
    (tmp_path / "municipalities.csv").write_text(
        "code,name,province,youth_region,valid_from,valid_to\n0003,C,P,R,,\n0001,A,P,R,,2019-01-01\n"
    )
    (tmp_path / "mergers.csv").write_text("old,new,date\n0001,0002,2019-01-01\n0002,0003,2021-01-01\n0004,0009,2021-01-01\n")
    assert read_known_codes(tmp_path) == {"0003": "0003", "0001": "0003", "0002": "0003"}


def test_mergers_in_a_circle_are_refused(tmp_path):
    (tmp_path / "mergers.csv").write_text("old,new,date\n9001,9002,2019-01-01\n9002,9001,2021-01-01\n")
    with pytest.raises(Problem, match="circle"):
        read_known_codes(tmp_path)


def test_all_our_own_tables_are_right():
    for name in table_names():
        assert isinstance(read_table(name), list)


def test_a_table_of_the_user_replaces_ours(tmp_path, monkeypatch):
    (tmp_path / "exempt.csv").write_text("\ufeffprovider;municipality;valid_from;valid_to\n12345678;0632;2024-01-01;\n", encoding="utf-8")
    assert read_table("exempt", tmp_path)[0]["provider"] == "12345678"
    assert read_table("exempt") == []
    monkeypatch.setenv("UITKOMST_TABLES", str(tmp_path))
    assert len(read_table("exempt")) == 1
    assert find_table("mergers").name == "mergers.csv"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("postcode\n", "columns. Expected: postcode, municipality"),
        ("postcode,municipality\n3441AB,0632\n3441ab,0632\n", "line 3, column 'postcode'. Expected: 1234AB"),
        ("postcode,municipality\n3441AB,0632,x\n", "line 2"),
        ("postcode,municipality\n3441AB,0632\n3441AB,0633\n", "line 3"),
        ('postcode,municipality\n"3441AB,0632\n', "cannot be read"),
        ("", "columns. Expected"),
    ],
)
def test_a_wrong_table_says_where_and_what_was_expected(tmp_path, text, said):
    (tmp_path / "postcodes.csv").write_text(text)
    with pytest.raises(Problem) as problem:
        read_table("postcodes", tmp_path)
    assert said in problem.value.text("en")
    assert "postcodes" in problem.value.text("nl")


def test_a_folder_with_tables_that_does_not_exist_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="does not exist"):
        find_table("norms", tmp_path / "nothing")


def test_the_key_comes_from_the_environment_or_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text(f"\ufeff{KEY}\n", encoding="utf-8")
    assert read_key({"UITKOMST_PSEUDONYM_KEY": KEY}) == KEY.encode()
    assert read_key({"UITKOMST_PSEUDONYM_KEY_FILE": str(file)}) == KEY.encode()
    assert read_key({"UITKOMST_PSEUDONYM_KEY": "0123456789abcdef" * 4}) == bytes.fromhex("0123456789abcdef" * 4)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"UITKOMST_PSEUDONYM_KEY": "   "},
        {"UITKOMST_PSEUDONYM_KEY": "much-too-short-a-secret"},
        {"UITKOMST_PSEUDONYM_KEY": "a" * 40},
        {"UITKOMST_PSEUDONYM_KEY_FILE": "/does/not/exist"},
        {"UITKOMST_PSEUDONYM_KEY": KEY, "UITKOMST_PSEUDONYM_KEY_FILE": "/does/not/exist"},
    ],
)
def test_without_a_good_key_there_is_one_clear_line_and_the_key_is_not_in_it(environment):
    with pytest.raises(Problem) as problem:
        read_key(environment)
    for language in ("nl", "en"):
        line = problem.value.text(language)
        assert "\n" not in line
        assert "secret" not in line.replace("secret text", "") and "aaaa" not in line


def test_a_key_file_that_is_no_text_is_a_problem(tmp_path):
    (tmp_path / "key").write_bytes(bytes(range(256)))
    with pytest.raises(Problem, match="cannot be read"):
        read_key({"UITKOMST_PSEUDONYM_KEY_FILE": str(tmp_path / "key")})


@given(st.binary(min_size=1, max_size=200), st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_the_two_blocks_make_the_hmac_of_the_standard_library(key, text):
    inner, outer = hmac_blocks(key)
    ours = hashlib.sha256(outer + hashlib.sha256(inner + text.encode()).digest()).hexdigest()
    assert ours == hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    assert pseudonym(key, text) == ours[:32]


def test_bsn():
    assert is_bsn(bsn(1)) and is_bsn(bsn(9000))
    assert not is_bsn("999999999") and not is_bsn("000000000") and not is_bsn("99990000") and not is_bsn("９９９９０００06")


def test_a_number_is_found_inside_a_sentence_however_it_is_written():
    nine = bsn(1)
    for written in (nine, f"{nine[:4]} {nine[4:6]} {nine[6:]}", f"{nine[:4]}.{nine[4:6]}.{nine[6:]}", f"{nine[:3]} {nine[3:6]} {nine[6:]}"):
        assert holds_bsn(written) and holds_bsn(f"Het nummer is {written}, zei moeder.")
        assert without_bsn(f"Nummer ({written}), en verder.") == "Nummer (•••••••••), en verder."
    assert holds_bsn(f"{nine[:4]}-{nine[4:6]}-{nine[6:]}") and holds_bsn(f" {nine[:2]} {nine[2:]} ")
    for other in ("", "Bel 06-12345678.", f"Kenmerk {nine}1", f"1{nine}", "Op 01-02-2024 om 10.30 uur", f"x{nine[:8]} y"):
        assert not holds_bsn(other) and without_bsn(other) == other


def test_a_problem_speaks_both_languages(tmp_path: Path):
    problem = Problem("path_missing", path="x.csv")
    assert problem.text("nl") == "'x.csv' bestaat niet of is niet te lezen."
    assert str(problem) == "'x.csv' does not exist or cannot be read."
