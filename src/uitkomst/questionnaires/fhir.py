"""Questionnaires and responses as FHIR R4 resources (Questionnaire, QuestionnaireResponse), out and in. In one language and wording.

Source: HL7 FHIR R4 (4.0.1), Questionnaire and QuestionnaireResponse; extensions minValue, maxValue and data-absent-reason of the
core. "Rather not say" is ``asked-declined``, "does not apply" ``not-applicable``; a skipped question has no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from uitkomst.questionnaires.answering import AnswerWrong, check_answer
from uitkomst.questionnaires.load import read_data
from uitkomst.questionnaires.questionnaire import (
    DOES_NOT_APPLY,
    RATHER_NOT_SAY,
    SKIPPED,
    STANDARD,
    Answer,
    Condition,
    Question,
    Questionnaire,
    shown,
)
from uitkomst.questionnaires.routing import Answers, answers_that_count, still_missing

Resource = dict[str, Any]
_CORE = "http://hl7.org/fhir/StructureDefinition"
_ABSENT = f"{_CORE}/data-absent-reason"
OURS = "urn:uitkomst:questionnaire"
"""Address of our own: what FHIR has no place for (informant, moments, words at the ends, official wording, field of the record)."""
_REASONS = {RATHER_NOT_SAY: "asked-declined", DOES_NOT_APPLY: "not-applicable"}
_TYPES = {"grade": "integer", "choice": "choice", "open": "text"}
_LONGEST = 4_000


class FaultyResource(ValueError):
    """A resource that is not taken in. ``problems``: one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def to_fhir(questionnaire: Questionnaire, language: str, wording: str = STANDARD) -> Resource:
    """A FHIR Questionnaire. Conditions on one question are ``enableWhen`` (any); those on several are groups in groups."""
    return {
        "resourceType": "Questionnaire",
        "url": f"{OURS}:{questionnaire.id}",
        "version": str(questionnaire.version),
        "name": questionnaire.id,
        "title": questionnaire.title.say(language, wording),
        "status": "active",
        "language": language,
        "subjectType": ["Patient"],
        "extension": [
            {"url": f"{OURS}:informant", "valueCode": questionnaire.informant},
            *({"url": f"{OURS}:moment", "valueCode": moment} for moment in questionnaire.moments),
        ],
        "item": [_item(questionnaire, question, language, wording) for question in questionnaire.questions],
    }


def _item(questionnaire: Questionnaire, question: Question, language: str, wording: str) -> Resource:
    screen = shown(questionnaire, question, language, wording)
    item: Resource = {"linkId": question.id, "text": screen.text, "type": _TYPES[question.kind], "required": question.required}
    told = {
        "source": question.source,
        "delivery": question.delivery,
        "explain": screen.explain,
        "official": "yes" if screen.official else "",
    }
    if question.kind == "grade":
        item["extension"] = [
            {"url": f"{_CORE}/minValue", "valueInteger": question.lowest},
            {"url": f"{_CORE}/maxValue", "valueInteger": question.highest},
        ]
        told |= {"lowest_text": screen.lowest_text, "highest_text": screen.highest_text}
    elif question.kind == "choice":
        item["answerOption"] = [{"valueCoding": {"code": option.code, "display": option.text}} for option in screen.options]
    else:
        item["maxLength"] = question.longest
    told |= {why: "yes" for why in _REASONS if why in question.allowed_absent}
    item["extension"] = [
        *item.get("extension", []), *({"url": f"{OURS}:{name}", "valueString": text} for name, text in told.items() if text)
    ]  # fmt: skip
    return _grouped(item, question, questionnaire)


def _grouped(item: Resource, question: Question, questionnaire: Questionnaire) -> Resource:
    """The item with its conditions: the first on the item, each other on a group around it."""
    for number, condition in enumerate(question.when):
        if number:
            item = {"linkId": f"{question.id}-{number}", "type": "group", "item": [item]}
        item["enableWhen"] = list(_enable(condition, questionnaire.question(condition.question)))
        item["enableBehavior"] = "any"
    return item


def _enable(condition: Condition, named: Question) -> Iterator[Resource]:
    for value in sorted(condition.values, key=str):
        if value in _REASONS:
            raise FaultyResource([f"'{named.id}': FHIR cannot ask whether somebody would rather not say"])
        answer = {"answerInteger": value} if named.kind == "grade" else {"answerCoding": {"code": value}}
        yield {"question": named.id, "operator": "=", **answer}


def from_fhir(resource: Mapping[str, Any], *, informant: str = "", source: str = "FHIR") -> Questionnaire:
    """A Questionnaire that came in. Raises FaultyResource with everything that we cannot show as it is meant, and
    FaultyQuestionnaire (load.py) when it is not whole."""
    if resource.get("resourceType") != "Questionnaire":
        raise FaultyResource(["this is not a FHIR Questionnaire"])
    language = str(resource.get("language", "nl"))[:2]
    problems: list[str] = []
    questions = list(_questions(resource.get("item", []), [], language, source, problems))
    told = _extensions(resource)
    if problems:
        raise FaultyResource(problems)
    name = str(resource.get("name") or resource.get("id") or "")
    version = str(resource.get("version", "1"))
    data = {
        "id": name,
        "version": int(version) if version.isdigit() else 1,
        "informant": informant or next(iter(told.get(f"{OURS}:informant", [])), ""),
        "moments": list(told.get(f"{OURS}:moment", [])),
        "languages": [language],
        "title": {language: str(resource.get("title", name))},
        "question": questions,
    }
    return read_data(data, f"{name}.v{data['version']}")


def _questions(
    items: Sequence[Mapping[str, Any]], when: list[Resource], language: str, source: str, problems: list[str]
) -> Iterator[Resource]:
    for item in items:
        own = [*when, *_conditions(item, problems)]
        if item.get("type") == "group":
            yield from _questions(item.get("item", []), own, language, source, problems)
        elif item.get("type") in ("integer", "choice", "text", "string"):
            yield _question(item, own, language, source)
        else:
            problems.append(f"'{item.get('linkId')}': the type '{item.get('type')}' is not known here")


def _question(item: Mapping[str, Any], when: list[Resource], language: str, source: str) -> Resource:
    told = {url.removeprefix(f"{OURS}:"): values[0] for url, values in _extensions(item).items()}
    text: Resource = {language: str(item.get("text", ""))}
    data: Resource = {
        "id": str(item.get("linkId", "")),
        "kind": {"integer": "grade", "choice": "choice"}.get(str(item["type"]), "open"),
        "text": {**text, "official": [language]} if told.get("official") else text,
        "required": bool(item.get("required", False)),
        "source": told.get("source", source),
        "when": when,
        **{why: True for why in _REASONS if told.get(why)},
        **{name: told[name] for name in ("delivery",) if told.get(name)},
    }
    if told.get("explain"):
        data["explain"] = {language: told["explain"]}
    if data["kind"] == "grade":
        data |= {"lowest": told.get(f"{_CORE}/minValue"), "highest": told.get(f"{_CORE}/maxValue")}
        data |= {name: {language: told.get(name) or str(data[name[:-5]])} for name in ("lowest_text", "highest_text")}
    elif data["kind"] == "choice":
        codings = [option.get("valueCoding", {}) for option in item.get("answerOption", [])]
        data["option"] = [{"code": str(one.get("code", "")), "text": {language: str(one.get("display", ""))}} for one in codings]
    else:
        data["longest"] = int(item.get("maxLength", _LONGEST))
    return data


def _conditions(item: Mapping[str, Any], problems: list[str]) -> list[Resource]:
    """Of one item: conditions on one question are one ("any of these"); on several they must all hold."""
    found = item.get("enableWhen", [])
    by_question: dict[str, list[Any]] = {}
    for one in found:
        value = one.get("answerInteger", one.get("answerCoding", {}).get("code"))
        if one.get("operator") != "=" or value is None:
            problems.append(f"'{item.get('linkId')}': only '=' with a number or a code can be asked")
        by_question.setdefault(str(one.get("question")), []).append(value)
    if len(by_question) > 1 and item.get("enableBehavior") != "all":
        problems.append(f"'{item.get('linkId')}': 'any' over several questions is not known here")
    if item.get("enableBehavior") == "all" and any(len(values) > 1 for values in by_question.values()):
        problems.append(f"'{item.get('linkId')}': 'all' over one question can never hold")
    return [{"question": name, "in": values} for name, values in by_question.items()]


def _extensions(element: Mapping[str, Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in element.get("extension", []):
        value = next((value for name, value in one.items() if name.startswith("value")), None)
        found.setdefault(str(one.get("url")), []).append(value)
    return found


def response_to_fhir(
    questionnaire: Questionnaire, answers: Answers, *, language: str, authored: datetime, wording: str = STANDARD
) -> Resource:
    """A FHIR QuestionnaireResponse of what counts, with the words that were shown. Holds nobody's name."""
    items = []
    for name, answer in answers_that_count(questionnaire, answers).items():
        screen = shown(questionnaire, questionnaire.question(name), language, wording)
        item: Resource = {"linkId": name, "text": screen.text}
        if answer.absent in _REASONS:
            item["answer"] = [{"extension": [{"url": _ABSENT, "valueCode": _REASONS[answer.absent]}]}]
        elif answer.value is not None:
            item["answer"] = [_value(answer, screen.kind, {option.code: option.text for option in screen.options})]
        items.append(item)
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{OURS}:{questionnaire.id}|{questionnaire.version}",
        "status": "in-progress" if still_missing(questionnaire, answers) else "completed",
        "language": language,
        "authored": authored.isoformat(),
        "item": items,
    }


def _value(answer: Answer, kind: str, options: Mapping[str, str]) -> Resource:
    if kind == "grade":
        return {"valueInteger": answer.value}
    if kind == "choice":
        return {"valueCoding": {"code": answer.value, "display": options[str(answer.value)]}}
    return {"valueString": answer.value}


def response_from_fhir(resource: Mapping[str, Any], questionnaire: Questionnaire) -> dict[str, Answer]:
    """The answers in a QuestionnaireResponse. Raises FaultyResource with everything that is wrong; then nothing is taken in."""
    if resource.get("resourceType") != "QuestionnaireResponse":
        raise FaultyResource(["this is not a FHIR QuestionnaireResponse"])
    if resource.get("questionnaire") != f"{OURS}:{questionnaire.id}|{questionnaire.version}":
        raise FaultyResource([f"it answers another questionnaire: {resource.get('questionnaire')}"])
    answers: dict[str, Answer] = {}
    problems: list[str] = []
    for item in _flat(resource.get("item", [])):
        name = str(item.get("linkId"))
        try:
            answers[name] = _answer(item, questionnaire.question(name))
        except KeyError:
            problems.append(f"there is no question '{name}'")
        except AnswerWrong as wrong:
            problems.append(f"'{name}': {wrong.text('en')}")
    problems += [f"'{one.id}': there is no answer" for one in still_missing(questionnaire, answers)]
    if problems:
        raise FaultyResource(problems)
    return answers_that_count(questionnaire, answers)


def _flat(items: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for item in items:
        if "item" in item:
            yield from _flat(item["item"])
        else:
            yield item


def _answer(item: Mapping[str, Any], question: Question) -> Answer:
    given = item.get("answer", [])
    if not given:
        answer = Answer(absent=SKIPPED)
    elif reasons := _extensions(given[0]).get(_ABSENT):
        answer = Answer(absent=next((ours for ours, theirs in _REASONS.items() if theirs == reasons[0]), "not_known"))
    else:
        value = given[0].get("valueInteger", given[0].get("valueString", given[0].get("valueCoding", {}).get("code")))
        answer = Answer(value if isinstance(value, int | str) else str(value))
    check_answer(question, answer)
    return answer
