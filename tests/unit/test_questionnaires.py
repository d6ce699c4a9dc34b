"""The questionnaires of the library: the national questions word for word, and answers that become the fields of the record."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitkomst.questionnaires import (
    Answer,
    AnswerWrong,
    GoalViews,
    SentResponse,
    by_key,
    check_answer,
    count_goals,
    current,
    current_for,
    delivery_fields,
    goal_fields,
    load_questionnaires,
    outcome_answers,
    read_answer,
    response_that_counts,
    shown,
)
from uitkomst.questionnaires.goals import SCALES, WHOSE_VIEW
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.columns import COLUMNS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

GRADE = {
    "young_person": "Geef met een rapportcijfer van 1 tot 10 aan hoe nuttig deze hulp voor jou was?",
    "parent": "Geef met een rapportcijfer van 1 tot 10 aan hoe nuttig deze hulp voor u was?",
}
GOING_ON = {
    "01": "Ik heb eenzelfde soort of zwaardere hulp nodig",
    "02": "Met een lichtere vorm van hulp red ik het goed",
    "03": "Voor nu heb ik geen verdere hulp nodig, maar ik verwacht dat ik later nog wel eens om hulp zal aankloppen",
    "04": "Ik heb geen verdere hulp meer nodig",
}


@pytest.mark.parametrize("informant", ["young_person", "parent"])
def test_the_national_questions_are_those_of_the_protocol(informant):
    form = current(f"outcome_{informant}")
    grade, going_on = (shown(form, question, "nl") for question in form.questions)
    assert (grade.text, grade.official, grade.lowest, grade.highest) == (GRADE[informant], True, 1, 10)
    assert grade.lowest_text == "volkomen nutteloos, ik had er niets aan"
    assert grade.highest_text == "uitstekend, ik had er heel veel aan"
    assert {option.code: option.text for option in going_on.options} == GOING_ON
    assert not going_on.official, "the protocol has no wording for this question: the text is ours"
    assert "eigen tekst" in going_on.source.lower()


@pytest.mark.parametrize("informant", ["young_person", "parent"])
def test_at_the_end_the_national_questions_come_first_and_the_rest_may_be_skipped(informant):
    (form,) = current_for("end", informant)
    assert [question.delivery for question in form.questions[:2]] == ["nut", "zonder_hulp"]
    assert all(question.may_skip for question in form.questions[2:])


def test_children_get_their_own_words_and_the_same_answers():
    form = current("outcome_young_person")
    assert form.wording_for(9) == "child" and form.wording_for(12) == "standard" and form.wording_for(None) == "standard"
    grade, going_on = (shown(form, question, "nl", "child") for question in form.questions)
    assert "aan deze hulp gehad" in grade.text and not grade.official
    assert {option.code: option.text for option in going_on.options} == GOING_ON
    assert all(option.explain for option in going_on.options)
    assert grade.as_stored()["wording"] == "child" and grade.as_stored()["text"] == grade.text


def test_what_is_kept_with_an_answer_says_what_stood_on_the_screen():
    form = current("closing_parent")
    kept = shown(form, form.question("able_to_continue"), "en").as_stored()
    assert kept["questionnaire"] == "closing_parent.v1" and kept["language"] == "en" and not kept["official"]
    assert kept["options"]["04"] == "I need no further help"


@pytest.mark.parametrize("key", load_questionnaires())
def test_every_text_is_said_in_every_language_and_wording(key):
    form = by_key(key)
    for language in form.languages:
        for wording in form.wordings:
            for question in form.questions:
                screen = shown(form, question, language, wording)
                assert screen.text and all(option.text for option in screen.options)
                assert not re.search(r"\b(beste|slechtste|best|worst)\b", screen.text.lower())


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[2] / "src/uitkomst/questionnaires/library").glob("*.toml")), ids=str)
def test_every_file_of_the_library_says_whose_words_it_holds(path):
    head = path.read_text(encoding="utf-8").split("\nid =")[0]
    assert "ours" in head


def test_the_four_answers_are_those_of_the_code_list():
    assert {code.code: code.labels["nl"] for code in code_list("going_on").codes} == GOING_ON


@pytest.mark.parametrize(
    ("question", "typed", "absent", "answer"),
    [
        ("usefulness", "7", "", Answer(7)),
        ("usefulness", " 07 ", "", Answer(7)),
        ("usefulness", "10", "", Answer(10)),
        ("usefulness", "0", "", "out_of_range"),
        ("usefulness", "11", "", "out_of_range"),
        ("usefulness", "-1", "", "out_of_range"),
        ("usefulness", "7,5", "", "not_a_grade"),
        ("usefulness", "acht", "", "not_a_grade"),
        ("usefulness", "٧", "", "not_a_grade"),
        ("usefulness", "9" * 5000, "", "not_a_grade"),
        ("usefulness", "", "", "needed"),
        ("usefulness", "  ", "", "needed"),
        ("usefulness", "", "skipped", "needed"),
        ("usefulness", "", "does_not_apply", "not_allowed"),
        ("usefulness", "", "made_up", "not_allowed"),
        ("usefulness", "7", "rather_not_say", Answer(absent="rather_not_say")),
        ("able_to_continue", "04", "", Answer("04")),
        ("able_to_continue", "4", "", "not_an_option"),
        ("able_to_continue", "05", "", "not_an_option"),
        ("able_to_continue", "rather_not_say", "", "not_an_option"),
        ("what_helped", "", "", Answer(absent="skipped")),
        ("what_helped", "een\r\nregel\x00 meer", "", Answer("een\nregel meer")),
        ("what_helped", "rather_not_say", "", Answer("rather_not_say")),
        ("what_helped", "x" * 2000, "", Answer("x" * 2000)),
        ("what_helped", "x" * 2001, "", "too_long"),
    ],
)
def test_what_is_typed_becomes_an_answer_or_a_reason(question, typed, absent, answer):
    asked = current("closing_young_person").question(question)
    if isinstance(answer, Answer):
        assert read_answer(asked, typed, absent) == answer
        check_answer(asked, answer)
    else:
        with pytest.raises(AnswerWrong) as wrong:
            read_answer(asked, typed, absent)
        assert wrong.value.code == answer
        for language in ("nl", "en"):
            assert "{" not in wrong.value.text(language)


def test_a_text_that_looks_like_an_absence_is_a_text_and_not_an_absence():
    assert Answer(**Answer("skipped").as_stored()).absent == ""


def sent(number, informant="parent", grade=None, going_on=None, **more):
    form = current(f"closing_{informant}")
    answers = {"usefulness": Answer(grade)} if grade else {"usefulness": Answer(absent="rather_not_say")}
    answers["able_to_continue"] = Answer(going_on) if going_on else Answer(absent="rather_not_say")
    return SentResponse(number, form, answers, more.pop("sent_at", NOON + timedelta(hours=number)), more.pop("person", number), **more)


def test_answers_become_the_fields_of_the_record():
    fields = delivery_fields([sent(1, "young_person", 8, "04"), sent(2, "parent", 6, None)])
    assert fields == {"nut_jeugdige": "8", "zonder_hulp_jeugdige": "04", "nut_ouder": "6", "zonder_hulp_ouder": ""}
    assert set(fields) <= set(COLUMNS)
    assert delivery_fields([]) == dict.fromkeys(fields, "")


@pytest.mark.parametrize(
    ("responses", "number"),
    [
        ([sent(1, grade=3), sent(2, grade=9)], 1),  # the one sent first
        ([sent(1), sent(2, grade=9)], 2),  # one with an answer
        ([sent(1, grade=3, has_custody=False), sent(2, grade=9)], 2),  # custody
        ([sent(1, grade=3), sent(2, grade=9, first_contact=True)], 2),  # first contact
        ([sent(1, grade=3), sent(2, grade=9, first_contact=True, has_custody=False)], 1),  # custody before first contact
        ([sent(1, grade=3, has_custody=False), sent(2)], 1),  # an answer before custody
        ([sent(2, grade=3, sent_at=NOON), sent(1, grade=9, sent_at=NOON)], 1),  # same moment: kept first
        ([sent(1, grade=3, person=7), sent(2, grade=9, person=7)], 2),  # one person asked twice: what was asked last
        ([sent(1, grade=3, person=7), sent(2, person=7)], 1),  # but one with an answer before that
        ([sent(1, person=7), sent(2, person=7)], 2),
        ([sent(1, grade=3, person=7), sent(2, grade=5), sent(3, grade=9, person=7)], 2),  # of two parents the one sent first
    ],
)
def test_which_parent_goes_into_the_record_is_the_written_rule(responses, number):
    for order in (responses, responses[::-1]):
        assert response_that_counts(order, "parent").number == number
        assert response_that_counts(order, "young_person") is None


@given(
    st.lists(st.tuples(st.integers(1, 10), st.sampled_from(list(GOING_ON)), st.booleans(), st.booleans()), min_size=1, max_size=4),
    st.data(),
)
def test_what_a_parent_answered_never_decides_whether_it_counts(parents, data):
    def responses(values):
        return [
            sent(i, grade=grade, going_on=going_on, has_custody=custody, first_contact=contact)
            for i, ((grade, going_on), (_, _, custody, contact)) in enumerate(zip(values, parents, strict=True))
        ]

    before = [(grade, going_on) for grade, going_on, _, _ in parents]
    after = data.draw(st.permutations(before))
    assert response_that_counts(responses(before), "parent").number == response_that_counts(responses(after), "parent").number


def test_a_progress_check_gives_nothing_to_the_record():
    form = current("progress_parent")
    assert outcome_answers(form, {"how_now": Answer(9)}) == {"nut_ouder": "", "zonder_hulp_ouder": ""}
    progress = SentResponse(0, form, {"how_now": Answer(9)}, NOON, person=1)
    assert response_that_counts([progress], "parent") is None


@pytest.mark.parametrize(
    ("goals", "counts"),
    [
        ([], (0, 0, 0)),
        ([GoalViews("gas", {})], (1, 0, 0)),
        ([GoalViews("gas", {"young_person": 0}), GoalViews("gas", {"young_person": -1})], (2, 2, 1)),
        ([GoalViews("three", {"parent": 1}), GoalViews("three", {"parent": 2})], (2, 2, 1)),
        ([GoalViews("gas", {"young_person": -1, "practitioner": 2})], (1, 1, 0)),  # the client's own view decides
        ([GoalViews("gas", {"parent": 1, "practitioner": -2})], (1, 1, 1)),
        ([GoalViews("gas", {"practitioner": 2})], (1, 1, 1)),
    ],
)
def test_goals_are_counted_as_the_definitions_say(goals, counts):
    assert tuple(count_goals(goals)) == counts


scales = st.sampled_from(sorted(SCALES))
goal_views = scales.flatmap(
    lambda s: st.builds(GoalViews, st.just(s), st.dictionaries(st.sampled_from(WHOSE_VIEW), st.sampled_from(SCALES[s])))
)


@given(st.lists(goal_views, max_size=6))
def test_goals_achieved_are_never_more_than_assessed_or_agreed(goals):
    counts = count_goals(goals)
    assert 0 <= counts.achieved <= counts.assessed <= counts.agreed == len(goals)
    assert set(goal_fields(counts)) <= set(COLUMNS)


@pytest.mark.parametrize("wrong", [GoalViews("gas", {"parent": 3}), GoalViews("three", {"parent": -1})])
def test_a_view_that_is_not_on_the_scale_is_refused(wrong):
    with pytest.raises(ValueError, match="not on the scale"):
        count_goals([wrong])
