"""Questionnaire files: an incomplete one is refused with everything that is wrong; routing has no dead ends."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uitkomst.questionnaires import (
    Answer,
    FaultyQuestionnaire,
    answers_that_count,
    current,
    load_questionnaires,
    next_question,
    place,
    previous_question,
    questions_asked,
    still_missing,
)
from uitkomst.questionnaires.questionnaire import STANDARD, Condition, Option, Question, Questionnaire, Text
from uitkomst.questionnaires.routing import unreachable

GOOD = """
id = "small"
version = 1
informant = "parent"
moments = ["end"]
languages = ["nl", "en"]
[title]
nl = "Klein"
en = "Small"
[[question]]
id = "grade"
kind = "grade"
required = true
rather_not_say = true
lowest = 1
highest = 10
source = "Eigen tekst"
[question.text]
nl = "Welk cijfer?"
en = "Which grade?"
[question.lowest_text]
nl = "laag"
en = "low"
[question.highest_text]
nl = "hoog"
en = "high"
[[question]]
id = "why"
kind = "open"
required = false
longest = 500
source = "Eigen tekst"
[[question.when]]
question = "grade"
from = 1
to = 5
[question.text]
nl = "Waarom?"
en = "Why?"
"""


def load(folder, text, name="small.v1"):
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    load_questionnaires.cache_clear()
    return load_questionnaires(folder)


def test_a_whole_file_is_found_and_read(tmp_path):
    (form,) = load(tmp_path, GOOD).values()
    assert form.key == "small.v1" and form.question("why").when[0].values == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ((r'en = "Why\?"\n', ""), r"question 'why', text, en: is missing or empty"),
        ((r'nl = "Waarom\?"', 'nl = " "'), r"question 'why', text, nl: is missing or empty"),
        ((r'languages = \["nl", "en"\]', 'languages = ["nl", "en", "ar"]'), r"title, ar: is missing"),
        ((r"required = true\n", ""), r"question 'grade', required: must be true or false"),
        (("highest = 10", "highest = 1"), r"lowest: must be lower than highest"),
        (("highest = 10\n", ""), r"highest: must be a whole number"),
        (('kind = "grade"', 'kind = "stars"'), r"'stars' is none of grade, choice, open"),
        (('informant = "parent"', 'informant = "neighbour"'), r"'neighbour' is none of young_person, parent"),
        (('question = "grade"', 'question = "why"'), r"'why' is no question before this one"),
        (("to = 5", "to = 50"), r"'50' is no answer to 'grade'"),
        (("from = 1\nto = 5", "from = 6\nto = 5"), r"question 'why': no answers lead to it"),
        (("from = 1\nto = 5", 'in = ["does_not_apply"]'), r"'does_not_apply' is no answer"),
        (('id = "why"', 'id = "grade"'), r"the id 'grade' is used more than once"),
        (('id = "small"', 'id = "other"'), r"the file should be called other.v1.toml"),
        (("version = 1", "version = 2"), r"the file should be called small.v2.toml"),
        (('source = "Eigen tekst"\n', ""), r"source: is missing"),
        (("longest = 500", "longest = 500\nhighest = 3"), r"'highest' is not known here"),
        ((r'moments = \["end"\]', 'moments = ["end"]\ncolour = "red"'), r"'colour' is not known here"),
        (("highest = 10", 'highest = 9\ndelivery = "nut"'), r"the answers are not those of 'nut'"),
        ((r'moments = \["end"\]', 'moments = ["end"]\ninclude = ["../secret"]'), r"there is no questionnaire '../secret'"),
        ((r'moments = \["end"\]', 'moments = ["end"]\ninclude = ["small.v1"]'), r"'small.v1' includes itself"),
        (('id = "small"', "id = ="), r"cannot be read"),
    ],
)
def test_an_incomplete_file_is_refused_with_the_place_of_what_is_wrong(tmp_path, change, problem):
    faulty, number = re.subn(*change, GOOD, count=1)
    assert number == 1
    with pytest.raises(FaultyQuestionnaire, match=problem) as refused:
        load(tmp_path, faulty)
    assert "small.v1.toml is not used" in str(refused.value)


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    faulty = GOOD.replace('nl = "Waarom?"\n', "").replace("highest = 10\n", "").replace('kind = "open"', 'kind = "choice"')
    with pytest.raises(FaultyQuestionnaire) as refused:
        load(tmp_path, faulty)
    assert len(refused.value.problems) >= 3


def test_two_files_that_include_each_other_are_refused(tmp_path):
    (tmp_path / "other.v1.toml").write_text(GOOD.replace('id = "small"', 'id = "other"\ninclude = ["small.v1"]'))
    with pytest.raises(FaultyQuestionnaire, match="includes itself"):
        load(tmp_path, GOOD.replace("version = 1", 'version = 1\ninclude = ["other.v1"]'))


def test_a_new_version_stands_beside_the_one_that_somebody_is_half_way_in(tmp_path):
    load(tmp_path, GOOD)
    found = load(tmp_path, GOOD.replace("version = 1", "version = 2"), "small.v2")
    assert set(found) == {"small.v1", "small.v2"}
    assert current("small", tmp_path).key == "small.v2"


# Routing

TEXT = Text({STANDARD: {"nl": "?"}})


@st.composite
def forms(draw):
    """Questionnaires with any conditions on earlier questions; some of their questions may be out of reach."""
    questions = []
    for number in range(draw(st.integers(1, 5))):
        when = []
        for named in draw(st.lists(st.sampled_from(questions), max_size=2, unique_by=lambda q: q.id)) if questions else []:
            when.append(Condition(named.id, frozenset(draw(st.sets(st.sampled_from(sorted(named.values, key=str)), min_size=1)))))
        required = draw(st.booleans())
        absent = draw(st.sampled_from([frozenset(), frozenset({"rather_not_say"})])) | (frozenset() if required else {"skipped"})
        options = tuple(Option(code, TEXT) for code in "abc"[: draw(st.integers(2, 3))])
        questions.append(Question(f"q{number}", "choice", TEXT, required, "ours", options=options, allowed_absent=absent, when=tuple(when)))
    return Questionnaire("any", 1, "parent", (), ("nl",), (STANDARD,), TEXT, tuple(questions))


def possible(question):
    given = [Answer(option.code) for option in question.options]
    return given + [Answer(absent=why) for why in sorted(question.allowed_absent)]


@given(forms(), st.data())
def test_any_way_through_comes_to_the_end_and_can_be_sent(form, data):
    answers, steps = {}, 0
    while (question := next_question(form, answers)) is not None:
        assert question in questions_asked(form, answers)
        answers[question.id] = data.draw(st.sampled_from(possible(question)))
        steps += 1
        assert steps <= len(form.questions), "a question came back: a dead end"
    assert still_missing(form, answers) == ()
    assert answers_that_count(form, answers) == answers


@given(forms(), st.data())
def test_back_is_the_way_one_came(form, data):
    answers = {}
    while (question := next_question(form, answers)) is not None:
        answers[question.id] = data.draw(st.sampled_from(possible(question)))
    way = [question.id for question in questions_asked(form, answers)]
    for number, name in enumerate(way):
        assert place(form, answers, name) == (number + 1, len(way))
        after, before = next_question(form, answers, name), previous_question(form, answers, name)
        assert (after.id if after else None) == (way[number + 1] if number + 1 < len(way) else None)
        assert (before.id if before else None) == (way[number - 1] if number else None)


@settings(max_examples=60)
@given(forms())
def test_out_of_reach_is_exactly_what_no_answers_lead_to(form):
    reached = set()
    for combination in itertools.product(*(possible(question) for question in form.questions)):
        answers = dict(zip((question.id for question in form.questions), combination, strict=True))
        reached |= {question.id for question in questions_asked(form, answers)}
    assert set(unreachable(form.questions)) == {question.id for question in form.questions} - reached


@given(forms(), st.data())
def test_an_answer_whose_question_fell_away_does_not_count(form, data):
    answers = {question.id: data.draw(st.sampled_from(possible(question))) for question in form.questions}
    counted = answers_that_count(form, answers)
    assert set(counted) == {question.id for question in questions_asked(form, answers)}
    assert questions_asked(form, counted) == questions_asked(form, answers)


@pytest.mark.parametrize("key", load_questionnaires())
def test_in_the_library_every_question_can_be_reached_from_the_first(key):
    form = load_questionnaires()[key]
    assert unreachable(form.questions) == ()
    assert next_question(form, {}) == form.questions[0]
