"""The caseload file: every fault of a real export gets a clear finding, nobody's data end up with somebody else, no BSN stays."""

import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.caseloads import BSN, HEADINGS, TODAY, row, text_of, write, write_sheet
from tests.deliveries import KEY as TEXT_KEY
from uitkomst.intake.caseload import (
    ColumnMap,
    case_text,
    fields,
    hide_bsn,
    mapping_faults,
    read_caseload,
    read_table,
    resolve_people,
    suggest,
    without_known_pseudonyms,
)
from uitkomst.intake.caseload.values import read_value
from uitkomst.vocabulary.channels import Channel
from uitkomst.vocabulary.client_keys import pseudonym, read_key

KEY = read_key({"UITKOMST_PSEUDONYM_KEY": TEXT_KEY})


def read(path, mapping=None, key=KEY):
    table = hide_bsn(read_table(path), key)
    assert not table.refused, table.refused
    return read_caseload(table, mapping or ColumnMap(suggest(table.headings)), today=TODAY)


def other(number="C-002", **changes):
    return row(Cliëntnummer=number, BSN="", **changes)


def codes(found):
    return {(one.line, one.code) for one in found.findings}


def test_a_clean_export_becomes_clients_with_carers_and_trajectories(tmp_path):
    found = read(write(tmp_path, [row()]))
    assert found.findings == () or codes(found) == set()
    (client,) = found.clients
    assert client.number == "C-001"
    assert client.fields["born"] == "20120512" and client.fields["sex"] == "V" and client.fields["postcode"] == "3511AB"
    assert client.fields["bsn"] == pseudonym(KEY, BSN[0])
    assert [(carer.name, carer.email, carer.custody) for carer in client.carers] == [
        ("Mina", "mina@ouder.example", "yes"), ("Bas", "bas@ouder.example", "yes"),
    ]  # fmt: skip
    (trajectory,) = client.trajectories
    assert trajectory.identity == ("02", "2025-09-01")
    assert trajectory.fields["referrer"] == "02" and trajectory.fields["expected_end"] == "2026-06-01"


def test_every_heading_is_proposed_for_its_field():
    proposed = suggest(HEADINGS)
    assert {name: proposed[name] for name in ("client_number", "parent2_email", "practitioner", "end_reason", "no_contact")} == {
        "client_number": "Cliëntnummer", "parent2_email": "E-mail ouder 2", "practitioner": "Hulpverlener", "end_reason": "Reden einde",
        "no_contact": "Niet benaderen",
    }  # fmt: skip
    assert mapping_faults(ColumnMap(proposed), HEADINGS) == []
    assert len(set(proposed.values())) == len(proposed)


def test_a_mapping_with_faults_is_told(tmp_path):
    proposed = {**suggest(HEADINGS), "practitioner": "", "start_date": "Aanvang zorg", "team": "Hulpvorm"}
    assert set(mapping_faults(ColumnMap(proposed), HEADINGS)) == {
        ("field_missing", "practitioner"), ("heading_gone", "start_date"), ("heading_for_two", "team"), ("heading_for_two", "form_of_help"),
    }  # fmt: skip


def test_a_mapping_is_kept_as_plain_data():
    mapping = ColumnMap(suggest(HEADINGS), {"form_of_help": {"Ambulant": "02"}}, ["Team"])
    assert ColumnMap(**json.loads(json.dumps(mapping.as_stored()))) == mapping


def test_a_column_that_is_new_in_the_file_is_proposed_and_one_that_was_left_out_is_not():
    chosen = ColumnMap({**suggest(HEADINGS), "team": ""}, seen=HEADINGS)
    later = chosen.for_file((*HEADINGS, "Overlijdensdatum"))
    assert later.columns["died_on"] == "Overlijdensdatum" and later.columns["team"] == ""


# The file itself


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_encoding_and_separator_is_read(tmp_path, encoding, separator):
    found = read(write(tmp_path, [row(Roepnaam="Zoë")], encoding=encoding, separator=separator))
    assert found.clients[0].fields["first_name"] == "Zoë"
    assert ((0, "encoding_repaired") in codes(found)) == (encoding not in ("utf-8", "utf-8-sig"))


def test_lines_around_the_table_are_left_aside(tmp_path):
    path = tmp_path / "x.csv"
    table = text_of([row(), other()])
    header = table.splitlines(keepends=True)[0]
    path.write_text("sep=;\r\nCaseload aanbieder;;;\r\n\r\n" + table + header + "Totaal: 2;;;\r\n", encoding="utf-8")
    found = read(path)
    assert [client.number for client in found.clients] == ["C-001", "C-002"]
    assert {code for _, code in codes(found)} == {"above_the_header", "header_again", "total_line"}
    assert [one.line for one in found.findings if one.code == "above_the_header"] == [2]


def test_line_breaks_and_separators_in_a_text_are_text(tmp_path):
    text = 'Ik wil:\n- rust; en\n- "school"'
    found = read(write(tmp_path, [row(Hulpvraag=text), other(Startdatum="fout")]))
    assert found.clients[0].trajectories[0].fields["request_for_help"] == text
    assert (5, "date_unreadable") in codes(found), "the line number is that of the file"


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "x.csv", "empty_file"),
        (b"\n\n;;;\n", "x.csv", "empty_file"),
        (b"%PDF-1.7 something", "x.csv", "not_a_table"),
        (b"PK\x03\x04 something", "x.csv", "not_a_table"),
        (b"no zip at all", "x.xlsx", "unreadable"),
        (b"no sheet at all", "x.xls", "unreadable"),
        (b"1;2;3\n4;5;6\n", "x.csv", "no_header"),
        (b"a;b\n\x81\x8d;\x9d\n", "x.csv", "wrong_encoding"),
        (("Cliëntnummer;Hulpvraag;Startdatum\n1;\"nooit gesloten;" + "regel\n" * 300).encode(), "x.csv", "open_quote"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(tmp_path, content, name, fault):
    path = tmp_path / "upload"
    path.write_bytes(content)
    table = read_table(path, name)
    assert table.refused == fault and not table.rows
    assert case_text(fault, "nl").do and case_text(fault, "en").do


def test_a_spreadsheet_is_read_as_what_was_meant(tmp_path):
    born, start = date(2012, 5, 12), date(2025, 9, 1)
    headings = ["Clientnr", "Geboortedatum", "Hulpverlener", "Hulpvorm", "Startdatum", "Einddatum"]
    path = write_sheet(
        tmp_path, [["Export"], headings, [1001, born, "sanne", 2, start, "31-12-9999"], [1002, 41041, "sanne", 2, 45901.0, ""]]
    )
    found = read(path)
    assert [(client.number, client.fields["born"]) for client in found.clients] == [("1001", "20120512"), ("1002", "20120512")]
    assert {one.trajectories[0].identity for one in found.clients} == {("02", "2025-09-01")}
    assert (3, "date_placeholder") in codes(found)


def test_a_heading_that_is_there_twice_is_told_apart(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Cliëntnummer;Naam;Geboortedatum;Naam;Hulpvorm\nC-1;Noor;2012-05-12;Sanne;02\n", encoding="utf-8")
    table = read_table(path)
    assert table.headings == ("Cliëntnummer", "Naam", "Geboortedatum", "Naam (2)", "Hulpvorm")
    assert [one.code for one in table.findings] == ["heading_twice"]


@pytest.mark.parametrize(
    "line",
    [
        f"C-001;Noor;{BSN[0]};Vrouw;Ambulant", "C-001;Noor;12-05-2012;Vrouw", "C-001;Noor;Vrouw;41041", "C-001;Noor;12 mei 2012;Vrouw",
        "C-001;Noor;Vrouw;noor@client.example", "C-001;Noor;Vrouw;3511 AB",
        f"C-001;Noor;Vrouw;Noor heeft {BSN[0][:3]}.{BSN[0][3:6]}.{BSN[0][6:]}",
    ],
)  # fmt: skip
def test_a_file_without_headings_is_refused_and_not_read_with_a_client_as_its_headings(tmp_path, line):
    path = tmp_path / "x.csv"
    path.write_text(f"{line}\nC-002;Sem;Bo;Man;x\n", encoding="utf-8")
    table = read_table(path)
    assert (table.refused, table.headings) == ("no_header", ())


def test_headings_that_we_do_not_know_are_headings_all_the_same(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Kenmerk;Wie 1;Vanaf dag;Gezag 2\nC-1;Noor;12-05-2012;ja\n", encoding="utf-8")
    assert read_table(path).headings == ("Kenmerk", "Wie 1", "Vanaf dag", "Gezag 2")


def test_headings_are_told_apart_from_one_that_was_called_so_already(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Cliëntnummer;Naam;Geboortedatum;Naam (2);Naam\nC-1;Noor;2012-05-12;Sanne;Bo\n", encoding="utf-8")
    headings = read_table(path).headings
    assert len(set(headings)) == 5 and headings[:4] == ("Cliëntnummer", "Naam", "Geboortedatum", "Naam (2)")


def test_a_row_with_a_loose_separator_is_not_used(tmp_path):
    path = write(tmp_path, [row()])
    path.write_text(path.read_text(encoding="utf-8") + text_of([other()]).splitlines()[1] + ";extra\n", encoding="utf-8")
    found = read(path)
    assert [client.number for client in found.clients] == ["C-001"] and (3, "shifted_row") in codes(found)


def test_letters_that_were_converted_twice_are_noticed(tmp_path):
    found = read(write(tmp_path, [row(Roepnaam="Zoë".encode().decode("cp1252"))]))
    assert (0, "letters_damaged") in codes(found)


# The BSN


def test_no_bsn_is_left_in_any_cell(tmp_path):
    rows = [row(Hulpvraag=f"BSN {BSN[1]} en {BSN[2][:3]}.{BSN[2][3:6]}.{BSN[2][6:]}"), row(Cliëntnummer="C-002", BSN="123456789")]
    table = hide_bsn(read_table(write(tmp_path, rows)), KEY)
    everything = "\n".join(cell for one in table.rows for cell in one.cells)
    assert not any(number in everything.replace(".", "") for number in BSN)
    assert {one.code for one in table.findings} == {"bsn_in_text", "bsn_failed_11"}


def test_no_bsn_is_left_in_a_heading_or_in_what_is_said_about_it(tmp_path):
    path = tmp_path / "x.csv"
    twice = f"Over {BSN[0]}"
    path.write_text(f"Cliëntnummer;Geboortedatum;{twice};{twice};{BSN[1]}\nC-1;12-05-2012;a;{BSN[2]};c\n", encoding="utf-8")
    table = hide_bsn(read_table(path), KEY)
    assert "heading_twice" in {one.code for one in table.findings} and len(set(table.headings)) == 5
    assert not [number for number in BSN if number in str(table)]


def test_a_column_of_bsns_is_known_by_its_content(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "Dossier;Persoonsnr;Geboortedatum\n" + "".join(f"{n};{bsn};2012-05-12\n" for n, bsn in enumerate(BSN)), encoding="utf-8"
    )
    table = hide_bsn(read_table(path), KEY)
    assert [one.cells[1] for one in table.rows] == [pseudonym(KEY, bsn) for bsn in BSN]


def test_without_a_key_the_numbers_are_left_out(tmp_path):
    found = read(write(tmp_path, [row()]), key=None)
    assert "bsn" not in found.clients[0].fields and (0, "bsn_not_kept") in codes(found)


@given(st.lists(st.text("0123456789. ;abc", max_size=40), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_stands_around_it_a_bsn_never_stays(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("case")
    rows = [row(Cliëntnummer=f"C-{n}", BSN="", Hulpvraag=f"{text} {BSN[0]} {text}") for n, text in enumerate(texts)]
    table = hide_bsn(read_table(write(folder, rows)), KEY)
    assert all(BSN[0] not in cell for one in table.rows for cell in one.cells)


# Values

VALUES = [
    ("date", "2025-09-01", "2025-09-01", ""),
    ("date", "01-09-2025", "2025-09-01", ""),
    ("date", "1-9-2025", "2025-09-01", "date_written_otherwise"),
    ("date", "01/09/2025", "2025-09-01", "date_written_otherwise"),
    ("date", "1 september 2025", "2025-09-01", "date_written_otherwise"),
    ("date", "20250901", "2025-09-01", "date_written_otherwise"),
    ("date", "2025-09-01T00:00:00", "2025-09-01", "date_written_otherwise"),
    ("date", "01-09-2025 00:00", "2025-09-01", "date_written_otherwise"),
    ("date", "45901", "2025-09-01", "date_written_otherwise"),
    ("date", "01-09-25", "", "year_of_two_digits"),
    ("date", "09/13/2025", "", "date_unreadable"),
    ("date", "31-02-2026", "", "date_unreadable"),
    ("date", "morgen", "", "date_unreadable"),
    ("date", "31-12-9999", "", "date_placeholder"),
    ("date", "01-01-1900", "", "date_placeholder"),
    ("date", "01-01-2205", "", "date_impossible"),
    ("date", "########", "", "cell_damaged"),
    ("date", "#VERW!", "", "cell_damaged"),
    ("date", "n.v.t.", "", ""),
    ("born", "20120500", "20120500", ""),
    ("born", "20120000", "20120000", ""),
    ("born", "12-05-2012", "20120512", ""),
    ("born", "12-05-12", "", "year_of_two_digits"),
    ("born", "12-05-2031", "", "date_impossible"),
    ("email", "a.b@c.example", "a.b@c.example", ""),
    ("email", "<mailto:a@b.example>", "a@b.example", "email_repaired"),
    ("email", "a@b", "", "email_unusable"),
    ("email", "a@b.example, c@d.example", "", "email_unusable"),
    ("email", "a@b.example\nBcc: x@y.example", "", "email_unusable"),
    ("email", "geen", "", ""),
    ("phone", "06-12 34 56 78", "+31612345678", ""),
    ("phone", "+31612345678", "+31612345678", ""),
    ("phone", "612345678", "+31612345678", ""),
    ("phone", "6,12E+08", "", "number_damaged"),
    ("phone", "bellen na vijf", "", "phone_unusable"),
    ("postcode", "3511 ab", "3511AB", ""),
    ("postcode", "3511", "", "postcode_unusable"),
    ("form_of_help", "2", "02", ""),
    ("form_of_help", "Pleegzorg", "11", ""),
    ("form_of_help", "11 - Pleegzorg", "11", ""),
    ("form_of_help", "Ambulant", "", "word_unknown"),
    ("referrer", "huisarts", "02", ""),
    ("crisis", "ja", "01", ""),
    ("sex", "jongen", "M", ""),
    ("sex", "?", "", "word_unknown"),
    ("yes", "J", "yes", ""),
    ("yes", "nee", "no", ""),
    ("yes", "misschien", "", "word_unknown"),
    ("municipality", "Woerden", "0632", ""),
    ("municipality", "gemeente Utrecht", "0344", ""),
    ("municipality", "344", "0344", ""),
    ("municipality", "Nergenshuizen", "", "municipality_unknown"),
    ("language", "Nederlands", "nl", ""),
    ("language", "Pools", "", "language_not_yet"),
    ("channel", "brief", "letter", ""),
    ("text", "x" * 101, "x" * 100, "text_cut"),
]


@pytest.mark.parametrize(("kind", "cell", "value", "problem"), VALUES)
def test_a_cell_is_read_as_what_was_meant_or_says_what_is_wrong(kind, cell, value, problem):
    found = read_value(kind, cell, today=TODAY)
    assert (found.value, found.problem) == (value, problem)
    if problem:
        assert case_text(problem).title


def test_a_word_that_was_explained_once_is_known():
    assert read_value("form_of_help", "ambulant", today=TODAY, words={"Ambulant": "02"}).value == "02"


@given(
    st.dates(date(1996, 1, 1), TODAY + timedelta(days=3000)), st.sampled_from(["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d", "%d.%m.%Y"])
)
def test_any_day_comes_back_from_any_way_of_writing(day, form):
    assert read_value("date", day.strftime(form), today=TODAY).value == day.isoformat()


@given(st.sampled_from(sorted({one.kind for one in fields().values()})), st.text(max_size=60))
def test_no_cell_makes_the_reader_fall_over(kind, cell):
    found = read_value(kind, cell, today=TODAY)
    assert found.level in ("", "signal", "repair") and (not found.problem or case_text(found.problem).do)


# Room in the register


@pytest.mark.parametrize(
    ("column", "most", "value"),
    [
        ("Roepnaam", 60, lambda client: client.fields["first_name"]),
        ("Naam ouder 1", 100, lambda client: client.carers[0].name),
        ("Doelgroep", 80, lambda client: client.trajectories[0].fields["target_group"]),
        ("Interventie", 80, lambda client: client.trajectories[0].fields["intervention"]),
    ],
)
def test_a_text_is_cut_to_what_the_register_has_room_for(tmp_path, column, most, value):
    found = read(write(tmp_path, [{**row(), column: "x" * 300}], headings=(*HEADINGS, "Doelgroep", "Interventie")))
    assert value(found.clients[0]) == "x" * most and (2, "text_cut") in codes(found)


def test_a_client_number_is_never_cut(tmp_path):
    found = read(write(tmp_path, [other("9" * 41), other("8" * 40)]))
    assert [client.number for client in found.clients] == ["8" * 40] and (2, "number_too_long") in codes(found)


# Rows together


@pytest.mark.parametrize("name", [name for name, one in fields().items() if one.required])
def test_a_row_without_a_required_field_is_not_used(tmp_path, name):
    heading = suggest(HEADINGS)[name]
    found = read(write(tmp_path, [{**row(), heading: ""}]))
    assert found.clients == () and (2, "required_missing") in codes(found) and (found.rows, found.used) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "code", "gone", "used"),
    [
        ({"Einddatum": "01-08-2025"}, "end_before_start", "end_date", 0),
        ({"Verwachte_einddatum": "01-08-2025"}, "expected_before_start", "expected_end", 1),
        ({"Reden_einde": "01"}, "reason_without_end", "end_reason", 1),
        ({"Hulpvorm": "01"}, "referrer_of_team", "", 1),
        ({"Verwijzer": ""}, "referrer_missing", "referrer", 1),
        ({"Geboortedatum": "01-01-2026"}, "start_before_birth", "", 1),
        ({"E_mail_cliënt": "Mina@ouder.example"}, "young_person_has_parents_address", "", 1),
        ({"E_mail_ouder_2": "mina@ouder.example"}, "parents_share_address", "", 1),
    ],
)
def test_what_contradicts_itself_is_told_and_not_used(tmp_path, changes, code, gone, used):
    found = read(write(tmp_path, [row(**changes)]))
    assert (2, code) in codes(found) and found.used == used
    if used and gone:
        assert gone not in found.clients[0].trajectories[0].fields


def test_nobody_gets_the_letters_of_another(tmp_path):
    (client,) = read(write(tmp_path, [row(E_mail_cliënt="mina@ouder.example", E_mail_ouder_2="MINA@ouder.example")])).clients
    assert "email" not in client.fields
    assert [carer.email for carer in client.carers] == ["mina@ouder.example", ""]


def test_one_number_for_two_people_is_used_for_neither(tmp_path):
    found = read(write(tmp_path, [row(), row(Geboortedatum="03-03-2010", BSN=""), other()]))
    assert [client.number for client in found.clients] == ["C-002"]
    assert {(2, "two_people_one_number"), (3, "two_people_one_number")} <= codes(found)


def test_one_person_with_two_numbers_is_proposed_for_merging(tmp_path):
    found = read(write(tmp_path, [row(), row(Cliëntnummer="C-002")]))
    (signal,) = [one for one in found.findings if one.code == "one_person_two_numbers"]
    assert (signal.line, signal.value) == (3, "C-001") and len(found.clients) == 2
    assert "bsn" in found.clients[0].fields and "bsn" not in found.clients[1].fields
    known = without_known_pseudonyms(read(write(tmp_path, [row()])), {pseudonym(KEY, BSN[0]): "C-900"})
    assert "bsn" not in known.clients[0].fields and (2, "one_person_two_numbers") in codes(known)


def test_a_channel_without_an_address_is_not_used(tmp_path):
    headings = (*HEADINGS, "Voorkeurskanaal")
    found = read(write(tmp_path, [{**row(E_mail_cliënt=""), "Voorkeurskanaal": "e-mail"}], headings=headings))
    assert "channel" not in found.clients[0].fields and (2, "channel_needs_address") in codes(found)


def by_text(tmp_path, number, *, channels=tuple(Channel), **more):
    """A row in which the young person is asked by text message."""
    headings = (*HEADINGS, "Voorkeurskanaal", "Mobiel cliënt", "Telefoon ouder 1", "Telefoon ouder 2")
    told = {**row(E_mail_cliënt=""), "Voorkeurskanaal": "SMS", "Mobiel cliënt": number, **more}
    table = hide_bsn(read_table(write(tmp_path, [told], headings=headings)), KEY)
    return read_caseload(table, ColumnMap(suggest(table.headings)), today=TODAY, channels=channels)


def test_by_text_message_to_a_mobile_number(tmp_path):
    found = by_text(tmp_path, "06-1234 5678", **{"Telefoon ouder 1": "020 123 45 67", "Telefoon ouder 2": "0201234567"})
    told = found.clients[0].fields
    assert (told["channel"], told["phone"]) == ("sms", "+31612345678")
    assert [carer.phone for carer in found.clients[0].carers] == ["+31201234567"] * 2, "a telephone at home may be of two"
    assert not [one for one in found.findings if one.field in ("phone", "channel", "parent2_phone")]


@pytest.mark.parametrize(
    ("number", "more", "codes_of_it", "kept"),
    [
        ("020 123 45 67", {}, {"channel_needs_number"}, "+31201234567"),
        ("0612345678", {"Telefoon ouder 2": "+31 6 12345678"}, {"young_person_has_parents_number", "channel_needs_number"}, ""),
        ("0612345678", {"channels": ("email", "tablet")}, {"channel_not_here"}, "+31612345678"),
    ],
)
def test_a_text_message_that_cannot_go_is_told_and_not_chosen(tmp_path, number, more, codes_of_it, kept):
    found = by_text(tmp_path, number, **more)
    assert "channel" not in found.clients[0].fields and found.clients[0].fields.get("phone", "") == kept
    assert {one.code for one in found.findings if one.field in ("phone", "channel")} == codes_of_it
    assert all(case_text(code, language) for code in codes_of_it for language in ("nl", "en"))


def test_two_parents_never_get_one_number(tmp_path):
    found = by_text(tmp_path, "0687654321", **{"Telefoon ouder 1": "0612345678", "Telefoon ouder 2": "+31612345678"})
    assert [carer.phone for carer in found.clients[0].carers] == ["+31612345678", ""] and (2, "parents_share_number") in codes(found)


def test_rows_of_one_client_are_one_client(tmp_path):
    second = row(
        Hulpvorm="11", Naam_ouder_1="Carla", E_mail_ouder_1="carla@ouder.example", Naam_ouder_2="", E_mail_ouder_2="", Niet_benaderen="Ja"
    )
    found = read(write(tmp_path, [row(), row(), second, row(Roepnaam="Noortje", Niet_benaderen="Nee")]))
    (client,) = found.clients
    assert [one.form_of_help for one in client.trajectories] == ["02", "11"]
    assert [carer.name for carer in client.carers] == ["Mina", "Bas", "Carla"]
    assert client.fields["first_name"] == "Noortje" and client.fields["no_contact"] == "yes"
    assert {(3, "same_row"), (5, "rows_contradict")} <= codes(found)


def test_who_is_meant_is_looked_up_and_an_unknown_practitioner_is_not_used(tmp_path):
    found = read(write(tmp_path, [row(), other(Hulpverlener="J. Onbekend"), other("C-003", Team="X")]))
    resolved = resolve_people(found, {"sanne@aanbieder.example": "person:7"}, {"team noord": "team:3"})
    assert [client.number for client in resolved.clients] == ["C-001", "C-003"]
    assert resolved.clients[0].trajectories[0].fields["practitioner"] == "person:7"
    assert "team" not in resolved.clients[1].trajectories[0].fields
    assert {(3, "practitioner_unknown"), (4, "team_unknown")} <= codes(resolved) and resolved.used == 2


def test_every_code_has_a_text_in_both_languages():
    texts = {
        language: tomllib.loads((files("uitkomst.intake.caseload") / f"texts.{language}.toml").read_text()) for language in ("nl", "en")
    }
    assert texts["nl"].keys() == texts["en"].keys()
    assert all(one["title"] and one["do"] for both in texts.values() for one in both.values())


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fall_over(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "x.csv"
    path.write_bytes(content)
    table = hide_bsn(read_table(path), KEY)
    assert table.refused or read_caseload(table, ColumnMap(suggest(table.headings)), today=TODAY).rows == len(table.rows)
    assert replace(table, findings=()).sha256
