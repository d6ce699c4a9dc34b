"""Questionnaires and responses as FHIR R4: what goes out comes back the same; what we cannot show is refused."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitkomst.questionnaires import Answer, FaultyQuestionnaire, by_key, load_questionnaires, next_question, outcome_answers
from uitkomst.questionnaires.fhir import FaultyResource, from_fhir, response_from_fhir, response_to_fhir, to_fhir

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("key", load_questionnaires())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_questionnaire_comes_back_as_it_went(key, language):
    form = by_key(key)
    out = json.loads(json.dumps(to_fhir(form, language)))
    back = from_fhir(out)
    assert to_fhir(back, language) == out
    assert [one.id for one in back.questions] == [one.id for one in form.questions]
    for one, before in zip(back.questions, form.questions, strict=True):
        same = ("kind", "required", "lowest", "highest", "longest", "allowed_absent", "when", "delivery", "source")
        assert {name: getattr(one, name) for name in same} == {name: getattr(before, name) for name in same}
        assert one.text.is_official(language) == before.text.is_official(language)
    assert (back.informant, back.moments, back.key) == (form.informant, form.moments, form.key)


def possible(question):
    values = [Answer(one) for one in question.values if not isinstance(one, str) or one not in question.allowed_absent]
    return [*(values or [Answer("een tekst")]), *(Answer(absent=why) for why in sorted(question.allowed_absent))]


@given(st.sampled_from(sorted(load_questionnaires())), st.data())
def test_every_response_comes_back_as_it_went(key, data):
    form, answers = by_key(key), {}
    while (question := next_question(form, answers)) is not None:
        answers[question.id] = data.draw(st.sampled_from(possible(question)))
    out = json.loads(json.dumps(response_to_fhir(form, answers, language="nl", authored=NOW)))
    assert out["status"] == "completed"
    back = response_from_fhir(out, form)
    assert back == answers and outcome_answers(form, back) == outcome_answers(form, answers)


def test_a_condition_on_two_questions_is_a_group_in_a_group_and_comes_back():
    form = by_key("progress_parent.v1")
    last = replace(
        form.questions[-1],
        when=(form.questions[2].when[0], replace(form.questions[2].when[0], question="how_now", values=frozenset({1, 2}))),
    )
    more = replace(form, questions=(*form.questions[:-1], last))
    back = from_fhir(to_fhir(more, "nl"))
    assert set(back.questions[-1].when) == set(last.when)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"resourceType": "Patient"}, "not a FHIR Questionnaire"),
        ({"item": [{"linkId": "a", "type": "attachment"}]}, "'attachment' is not known here"),
        ({"item": [{"linkId": "a", "type": "text", "enableWhen": [{"question": "b", "operator": ">", "answerInteger": 3}]}]}, "only '='"),
    ],
)
def test_what_we_cannot_show_as_it_is_meant_is_refused(change, problem):
    resource = {**to_fhir(by_key("progress_parent.v1"), "nl"), **change}
    with pytest.raises(FaultyResource, match=problem):
        from_fhir(resource)


def test_an_incomplete_questionnaire_is_refused():
    resource = to_fhir(by_key("progress_parent.v1"), "nl")
    del resource["item"][0]["text"]
    with pytest.raises(FaultyQuestionnaire, match="how_now"):
        from_fhir(resource)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"resourceType": "Bundle"}, "not a FHIR QuestionnaireResponse"),
        ({"questionnaire": "urn:other|1"}, "another questionnaire"),
        ({"item": [{"linkId": "usefulness", "answer": [{"valueInteger": 11}]}]}, "whole number from 1 to 10"),
        ({"item": [{"linkId": "usefulness", "answer": [{"valueInteger": 8}]}]}, "'able_to_continue': there is no answer"),
        ({"item": [{"linkId": "unknown", "answer": []}]}, "no question 'unknown'"),
        ({"item": [{"linkId": "usefulness", "answer": [{"valueAttachment": {}}]}]}, "not a grade"),
    ],
)
def test_a_response_that_is_not_right_is_refused_whole(change, problem):
    form = by_key("outcome_parent.v1")
    good = response_to_fhir(form, {"usefulness": Answer(8), "able_to_continue": Answer("04")}, language="nl", authored=NOW)
    with pytest.raises(FaultyResource, match=problem):
        response_from_fhir({**good, **change}, form)
