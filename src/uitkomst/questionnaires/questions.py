"""One question of a questionnaire file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from uitkomst.questionnaires.faults import Table
from uitkomst.questionnaires.questionnaire import ABSENT, DOES_NOT_APPLY, KINDS, RATHER_NOT_SAY, SKIPPED, Condition, Option, Question, Value
from uitkomst.vocabulary.codes import code_list

ALWAYS = {"id", "kind", "text", "explain", "required", "rather_not_say", "does_not_apply", "source", "when"}
OF_KIND = {
    "grade": {"lowest", "highest", "lowest_text", "highest_text", "delivery"},
    "choice": {"option", "delivery"},
    "open": {"longest"},
}
LONGEST = 10_000


def read_question(table: Table, earlier: Sequence[Question]) -> Question:
    """The question in this table; ``earlier`` are the questions that a condition may name. Faults go to the table's faults."""
    name = table.data.get("id")
    table = table.named(f"question '{name}'") if isinstance(name, str) and name else table
    kind = table.word("kind", among=KINDS)
    table = table.only(ALWAYS | OF_KIND.get(kind, set().union(*OF_KIND.values())))
    question = Question(
        id=_id(table),
        kind=kind if kind in KINDS else "open",
        text=table.text("text"),
        explain=table.maybe_text("explain"),
        required=table.yes("required"),
        source=table.word("source"),
        options=_options(table) if kind == "choice" else (),
        lowest=table.number("lowest") if kind == "grade" else 0,
        highest=table.number("highest") if kind == "grade" else 0,
        lowest_text=table.text("lowest_text") if kind == "grade" else None,
        highest_text=table.text("highest_text") if kind == "grade" else None,
        longest=table.number("longest") if kind == "open" else 0,
        allowed_absent=_absent(table),
        when=tuple(_condition(one, earlier) for one in table.tables("when")),
        delivery=table.word("delivery", among=("nut", "zonder_hulp"), default="") if "delivery" in table.data else "",
    )
    _check_kind(question, table)
    _check_delivery(question, table)
    return question


def _id(table: Table) -> str:
    name = table.word("id")
    if name and not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        table.faults.add(table.at("id"), "an id has small letters, digits and _")
    return name


def _options(table: Table) -> tuple[Option, ...]:
    options = []
    for number, one in enumerate(table.tables("option"), 1):
        of = one.named(table.at(f"option {number}")).only({"code", "text", "explain"})
        options.append(Option(of.word("code"), of.text("text"), of.maybe_text("explain")))
    return tuple(options)


def _absent(table: Table) -> frozenset[str]:
    allowed = {SKIPPED} if not table.data.get("required", True) else set()
    allowed |= {RATHER_NOT_SAY} if table.yes("rather_not_say", default=False) else set()
    return frozenset(allowed | ({DOES_NOT_APPLY} if table.yes("does_not_apply", default=False) else set()))


def _condition(table: Table, earlier: Sequence[Question]) -> Condition:
    table = table.only({"question", "in", "from", "to"})
    named = next((question for question in earlier if question.id == table.data.get("question")), None)
    if named is None:
        table.faults.add(table.at("question"), f"'{table.data.get('question')}' is no question before this one")
        return Condition("", frozenset())
    values = _values(table, named)
    for value in sorted(values - named.values, key=str):
        table.faults.add(table.at("in"), f"'{value}' is no answer to '{named.id}'")
    return Condition(named.id, values)


def _values(table: Table, named: Question) -> frozenset[Value]:
    if "in" not in table.data and named.kind == "grade":
        return frozenset(range(table.number("from", default=named.lowest), table.number("to", default=named.highest) + 1))
    given = table.data.get("in")
    if not isinstance(given, list) or not given or not all(isinstance(one, str | int) for one in given):
        table.faults.add(table.at("in"), "must be a list of answers")
        return frozenset()
    return frozenset(given)


def _check_kind(question: Question, table: Table) -> None:
    if question.kind == "grade" and not -999 <= question.lowest < question.highest <= 999:
        table.faults.add(table.at("lowest"), "must be lower than highest")
    if question.kind == "open" and not 1 <= question.longest <= LONGEST:
        table.faults.add(table.at("longest"), f"must be a number of characters from 1 to {LONGEST}")
    codes = [option.code for option in question.options]
    if question.kind == "choice" and (len(codes) < 2 or len(set(codes)) < len(codes)):
        table.faults.add(table.at("option"), "must be two options or more, each with its own code")
    if set(codes) & set(ABSENT):
        table.faults.add(table.at("option"), f"a code may not be one of {', '.join(ABSENT)}")


def _check_delivery(question: Question, table: Table) -> None:
    fits = {
        "": True,
        "nut": question.kind == "grade" and (question.lowest, question.highest) == (1, 10),
        "zonder_hulp": [option.code for option in question.options] == [code.code for code in code_list("going_on").codes],
    }
    if not fits.get(question.delivery, True):
        table.faults.add(table.at("delivery"), f"the answers are not those of '{question.delivery}' in the law's record")
