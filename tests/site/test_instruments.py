"""Licensed instruments in the application: norms from a file, scores by hand and from a file, change in words. The norms are made up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.personas import actor
from tests.site import care
from tests.site.test_copies import colleague
from tests.site.test_rights_matrix import visitor
from tests.unit.test_norms import LINE
from uitkomst.care.links import new_leave_link
from uitkomst.care.models import Change, Informant, NormTable, Score
from uitkomst.flows.care.add_client import add_client
from uitkomst.flows.care.change_client import show_details
from uitkomst.flows.client_rights.copy_for import copy_for
from uitkomst.flows.client_rights.merge import merge
from uitkomst.flows.client_rights.requests import show_rights
from uitkomst.flows.instruments.change import Said
from uitkomst.flows.instruments.norms import NormsRefused, load_norms
from uitkomst.flows.instruments.scores import ScoresRefused, drop_score, enter_score, import_scores, show_scores
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.rights import MayNot
from uitkomst.questionnaires.norms import COLUMNS
from uitkomst.records.models import AuditEvent


def csv_of(columns, *rows: dict[str, str]) -> bytes:
    return "\n".join([";".join(columns), *(";".join(f'"{row.get(name, "")}"' for name in columns) for row in rows)]).encode()


def norms(now, *changes: dict[str, str], who: str = "quirine") -> list[str]:
    rows = [LINE | one for one in changes or ({}, {"informant": "parent", "age_to": "18"})]
    return load_norms(actor=actor(who), now=now, name="normen.csv", chunks=[csv_of(COLUMNS, *rows)])


@pytest.fixture
def noor(world, now):
    norms(now)
    return care.client(now)


def enter(noor, now, score: str, day: str, who=care.young_person, what: str = "Lijst|totaal") -> None:
    typed = {"what": what, "who": str(who(noor).pk), "taken_on": day, "score": score}
    enter_score(actor=actor("pim"), now=now, trajectory_id=noor.pk, typed=typed)


def shown(noor, now):
    return show_scores(actor=actor("pim"), now=now, trajectory_id=noor.pk).scales


@pytest.mark.parametrize(("last", "said"), [("7", Said.FEWER), ("16", Said.WITHIN), ("24", Said.MORE)])
def test_what_changed_is_said_with_the_norm(noor, now, last, said):
    """SD 5.2 and reliability .80: the standard error of the difference is 3.289, so that from 6.4 on a change is more than error."""
    enter(noor, now, "15", "05-02-2024")
    enter(noor, now, last, "01-12-2024")
    (scale,) = shown(noor, now)
    assert scale.said is said and scale.least == pytest.approx(6.446, abs=0.001)
    assert [point.value for point in scale.points] == [15, float(last)]
    assert scale.points[0].area == "grensgebied"


def test_both_informants_stand_apart_and_a_turned_screen_shows_one(noor, now):
    enter(noor, now, "15", "05-02-2024")
    enter(noor, now, "21,5", "05-02-2024", who=care.parent)
    assert [(one.informant.kind, one.points[0].value) for one in shown(noor, now)] == [("young_person", 15), ("parent", 21.5)]
    browser = visitor("pim")
    page = browser.get(f"/trajectories/{noor.pk}/?with={care.young_person(noor).pk}").content.decode()
    assert "<b>15</b>" in page and "21,5" not in page
    assert "21,5" in browser.get(f"/trajectories/{noor.pk}/").content.decode()


@pytest.mark.parametrize(("typed", "code"), [
    ({"score": "41"}, "score_outside"), ({"score": "-1"}, "score_outside"), ({"score": "veel"}, "score_outside"),
    ({"score": ""}, "typed_needed"), ({"taken_on": "31-12-2023"}, "score_day"), ({"taken_on": "31-12-2029"}, "score_day"),
    ({"what": "Iets|anders"}, "typed_not_in_list"), ({"who": "0"}, "typed_not_in_list"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_stays_in_the_form(noor, typed, code):
    given = {"what": "Lijst|totaal", "who": str(care.young_person(noor).pk), "taken_on": "05-02-2024", "score": "15", **typed}
    answer = visitor("pim").post(f"/trajectories/{noor.pk}/scores/", given)
    assert answer.status_code == 400 and not Score.objects.exists()
    page = answer.content.decode()
    for name in ("taken_on", "score"):
        assert f'name="{name}" value="{given[name]}"' in page
    line = AuditEvent.objects.filter(event_type_code="score.entered").latest("sequence")
    assert (line.event_outcome_indicator, line.participant_object_detail) == ("4", code)


def test_without_a_norm_for_this_age_nothing_is_entered(world, now):
    norms(now, {"age_from": "8", "age_to": "11"})
    noor = care.client(now)
    with pytest.raises(Refused, match="score_no_norm"):
        enter(noor, now, "15", "05-02-2024")


def test_a_score_put_right_keeps_what_stood_there_and_one_taken_away_says_so(noor, now):
    enter(noor, now, "15", "05-02-2024")
    enter(noor, now, "15", "05-02-2024")
    assert AuditEvent.objects.filter(event_type_code="score.entered").count() == 1, "a second click is no act"
    enter(noor, now, "16", "05-02-2024")
    (score,) = Score.objects.all()
    assert score.value == 16 and score.taken_on == date(2024, 2, 5)
    drop_score(actor=actor("pim"), now=now, trajectory_id=noor.pk, score_id=str(score.pk))
    assert list(Change.objects.filter(about="score").values_list("old", "new")) == [("05-02-2024: 15.0", "16"), ("05-02-2024: 16.0", "")]
    with pytest.raises(NotFound):
        drop_score(actor=actor("pim"), now=now, trajectory_id=noor.pk, score_id=str(score.pk))
    assert visitor("pim").get(f"/clients/{noor.client_id}/rights/").status_code == 200


def test_a_change_of_a_score_is_read_by_who_gives_that_help_alone(noor, now):
    """Otto gives other help to the same girl: neither reads that, or how, a score of the other's was put right."""
    colleague()
    otto = actor("otto")
    other = add_client(actor=otto, now=now, typed=care.typed(form_of_help="11"))
    for who, help_, score in ((actor("pim"), noor, "13"), (otto, other, "23")):
        typed = {"what": "Lijst|totaal", "who": str(care.young_person(noor).pk), "taken_on": "05-02-2024"}
        for value in ("2", score):
            enter_score(actor=who, now=now, trajectory_id=help_.pk, typed=typed | {"score": value})
    for who, help_, own in ((actor("pim"), noor, "13"), (otto, other, "23")):
        details = show_details(actor=who, now=now, trajectory_id=help_.pk)
        assert [line.new for line in details.history if line.change.about == "score"] == [own]
        rights = show_rights(actor=who, now=now, client_id=noor.client_id)
        assert [line.new for line in rights.history if line.about == "score"] == [own]
        copy = copy_for(actor=who, now=now, client_id=noor.client_id, informant_id=care.young_person(noor).pk)
        assert [line[3] for line in copy.history if line[1] == "Lijst totaal"] == [own]


def test_a_file_that_is_not_complete_loads_nothing_and_says_what_is_missing(world, now):
    norms(now)
    with pytest.raises(NormsRefused) as refused:
        norms(now, {"mean": "10"}, {"informant": "parent", "reliability": ""})
    assert [(fault.line, fault.code, fault.column) for fault in refused.value.faults] == [(3, "empty", "reliability")]
    (table,) = NormTable.objects.filter(replaced_at=None)
    assert {line["mean"] for line in table.lines} == {9.5}, "what held before holds still"
    file = SimpleUploadedFile("normen.csv", csv_of(COLUMNS, LINE | {"sd": ""}))
    answer = visitor("quirine").post("/register/instruments/", {"file": file})
    assert answer.status_code == 400 and "<code>sd</code></td><td>Dit is leeg." in answer.content.decode()


def test_a_line_with_a_comma_too_many_is_told_and_not_left_out_in_silence(noor, now):
    """A decimal comma without quotes in a file with commas: one cell more than there are headings."""
    whole, cut = [",".join(f'"{LINE[name]}"' for name in COLUMNS), ",".join(LINE[name] for name in COLUMNS)]
    for lines, at in (([whole, cut], 3), ([cut], 2)):
        with pytest.raises(NormsRefused) as norms_refused:
            load_norms(actor=actor("quirine"), now=now, name="n.csv", chunks=["\n".join([",".join(COLUMNS), *lines]).encode()])
        assert [(fault.line, fault.code) for fault in norms_refused.value.faults] == [(at, "shifted_row")]
    lines = [",".join(ROW), ",".join(ROW.values()), ",".join((ROW | {"score": "21,5"}).values())]
    with pytest.raises(ScoresRefused) as refused:
        import_scores(actor=actor("quirine"), now=now, name="s.csv", chunks=["\n".join(lines).encode()])
    assert [(fault.line, fault.code) for fault in refused.value.faults] == [(3, "shifted_row")] and not Score.objects.exists()
    page = visitor("quirine").post("/register/instruments/scores/", {"file": SimpleUploadedFile("s.csv", "\n".join(lines).encode())})
    assert page.status_code == 400 and "meer cellen" in page.content.decode()


def test_a_newer_norm_takes_the_place_of_the_older_for_its_own_instrument_alone(world, now):
    norms(now, {}, {"instrument": "Andere"})
    norms(now, {"mean": "10", "version": "2"})
    assert list(NormTable.objects.filter(replaced_at=None).values_list("instrument", "version")) == [("Andere", "1"), ("Lijst", "2")]
    norms(now, {"version": "3"}, who="bram")
    assert NormTable.objects.filter(replaced_at=None, provider_id=actor("quirine").organisation_id).count() == 2


SCORES = ("client_number", "instrument", "scale", "informant", "date", "score", "parent_name")
ROW = {"client_number": "C-1", "instrument": "Lijst", "scale": "totaal", "informant": "young_person", "date": "05-02-2024", "score": "15"}


def bring(now, *rows: dict[str, str], columns=SCORES, who: str = "quirine") -> tuple[int, int]:
    return import_scores(actor=actor(who), now=now, name="scores.csv", chunks=[csv_of(columns, *(ROW | one for one in rows))])


def test_scores_come_from_a_file_and_the_same_file_changes_nothing(noor, now):
    lines = ({}, {"informant": "parent", "score": "21,5"}, {"date": "2024-12-01", "score": "7"})
    assert bring(now, *lines) == (3, 3) and bring(now, *lines) == (0, 3)
    assert Score.objects.filter(source="file").count() == 3
    line = AuditEvent.objects.filter(event_type_code="scores.imported").latest("sequence")
    assert line.clients == [str(noor.client_id)] and line.participant_object_detail == "0 of 3"


def test_a_file_puts_right_what_stands_there_and_of_two_lines_the_last_holds(noor, now):
    enter(noor, now, "15", "05-02-2024")
    other = {"date": "2024-12-01"}
    assert bring(now, {"score": "16"}, other | {"score": "7"}, other | {"score": "8"}) == (3, 3)
    assert [(one.value, one.source) for one in Score.objects.order_by("taken_on")] == [(16, "file"), (8, "file")]
    history = Change.objects.filter(about="score").order_by("pk").values_list("old", "new", "source")
    assert list(history) == [("05-02-2024: 15.0", "16", "file"), ("01-12-2024: 7.0", "8", "file")]


@pytest.mark.parametrize(("row", "code"), [
    ({"client_number": "C-404"}, "client_unknown"), ({"date": "31-02-2024"}, "no_day"), ({"date": "01-01-2030"}, "no_day"),
    ({"date": "01-01-2024"}, "no_help_then"), ({"informant": "teacher"}, "informant_unknown"), ({"instrument": "CBCL"}, "no_norm"),
    ({"score": "41"}, "outside"), ({"score": ""}, "outside"),
])  # fmt: skip
def test_one_wrong_line_and_nothing_of_the_file_is_kept(noor, now, row, code):
    with pytest.raises(ScoresRefused) as refused:
        bring(now, {}, row)
    assert [(fault.line, fault.code) for fault in refused.value.faults] == [(3, code)]
    assert not Score.objects.exists()


def test_of_two_parents_the_file_says_which(noor, now):
    Informant.objects.create(client=noor.client, kind="parent", name="Bas", position=2, **new_leave_link())
    with pytest.raises(ScoresRefused):
        bring(now, {"informant": "parent"})
    bring(now, {"informant": "parent", "parent_name": "bas"})
    assert Score.objects.get().informant.name == "Bas"


def test_clients_of_another_provider_are_not_known_here(noor, now):
    norms(now, who="bram")
    with pytest.raises(ScoresRefused) as refused:
        bring(now, {}, who="bram")
    assert refused.value.faults[0].code == "client_unknown"
    with pytest.raises(MayNot):
        bring(now, {}, who="pim")


def test_a_copy_holds_the_own_scores_and_no_others(noor, now):
    enter(noor, now, "15", "05-02-2024")
    enter(noor, now, "21,5", "05-02-2024", who=care.parent)
    told = {"actor": actor("pim"), "now": now, "client_id": noor.client_id}
    for who, value in ((care.young_person(noor), "15"), (care.parent(noor), "21.5")):
        (help_,) = copy_for(**told, informant_id=who.pk).trajectories
        assert help_.scores == (("2024-02-05", "Lijst", "totaal", value),)
    page = visitor("pim").get(f"/clients/{noor.client_id}/copy/{care.young_person(noor).pk}/").content.decode()
    assert "Lijst – totaal: 15" in page and "21.5" not in page


def test_scores_go_along_when_two_records_turn_out_to_be_one(noor, now):
    enter(noor, now, "15", "05-02-2024")
    twin = care.client(now, number="C-2", bsn="")
    enter(twin, now, "18", "05-02-2024")
    enter(twin, now, "9", "01-12-2024")
    enter(twin, now, "8", "01-12-2024")
    merge(actor=actor("quirine"), now=now + timedelta(minutes=1), keep="C-1", other="C-2")
    kept = Score.objects.filter(trajectory=noor, informant=care.young_person(noor)).order_by("taken_on")
    assert list(kept.values_list("taken_on", "value")) == [(date(2024, 2, 5), 15), (date(2024, 2, 6), 18), (date(2024, 12, 1), 8)]
    assert Change.objects.get(about="score", trajectory=noor, about_id=care.young_person(noor).pk).new == "8"


def test_the_pages_can_be_read_and_hold_no_judgement(noor, now):
    enter(noor, now, "15", "05-02-2024")
    enter(noor, now, "7", "01-12-2024")
    page = visitor("pim").get(f"/trajectories/{noor.pk}/scores/").content.decode()
    assert "Van 15 naar 7" in page and "Verzonnen handleiding, blz. 3, 1" in page and "6,4" in page
    said = page[page.index("<main") : page.index("</main")].lower()
    for judgement in ("beter", "goed", "succes"):
        assert judgement not in said
    keeper = visitor("quirine")
    assert "Verzonnen handleiding" in keeper.get("/register/instruments/").content.decode()
    example = keeper.get("/register/instruments/norms.csv").content.decode("utf-8-sig").strip()
    assert tuple(example.split(";")) == (*COLUMNS, "delivered_as")
    file = SimpleUploadedFile("scores.csv", csv_of(SCORES, ROW | {"date": "01-03-2024"}))
    answer = keeper.post("/register/instruments/scores/", {"file": file})
    assert "Scores gelezen: 1. Nieuw of veranderd: 1." in answer.content.decode()
