"""The page of a batch of messages: what was found, who must be chosen, and what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from uitkomst.care.types import CaseloadFile
from uitkomst.checks import finding_text
from uitkomst.flows.caseload.compare_messages import ComparedMessages, as_batch
from uitkomst.flows.caseload.shown import CaseloadShown, FoundShown, WordShown
from uitkomst.intake.caseload import CaseFinding, case_text
from uitkomst.intake.from_messages import EVERYBODY, message_text
from uitkomst.intake.messages.standard import standards
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.texts import read_texts

_LEVELS = ("error", "signal", "repair")


def show_messages(file: CaseloadFile, compared: ComparedMessages, language: str) -> CaseloadShown:
    """A batch that waits."""
    return CaseloadShown(
        file=file,
        words=(*_products(compared, language), *_practitioners(file, compared, language)),
        found=tuple(_found(compared.caseload.findings, language)),
        compared=compared,
        names={value: label for name in ("practitioner", "team") for value, label in compared.known.choices(name, language)},
        messages=compared.batch.names,
        set_aside=compared.proposed.set_aside if compared.proposed else (),
        restored=compared.proposed.restored if compared.proposed else (),
        to_keep=len(compared.proposed.to_keep) if compared.proposed else 0,
    )


def _products(compared: ComparedMessages, language: str) -> Iterator[WordShown]:
    """Products of which nobody said what form of help they are."""
    counted = Counter(one.value for one in compared.caseload.findings if one.code == "product_unknown")
    for word, number in counted.most_common():
        choices = tuple(compared.known.choices("form_of_help", language))
        yield WordShown("form_of_help", word, number, choices, _product(word, language))


def _product(word: str, language: str) -> str:
    """``ijw 45 45A01`` in words: iJw 45 Jeugdhulp ambulant, 45A01."""
    name, category, *code = word.split(" ")
    standard = standards()[name]
    label = code_list(standard.categories).label(category, language)
    return " ".join((standard.title, category, label if label != category else "")).rstrip() + "".join(f", {one}" for one in code)


def _practitioners(file: CaseloadFile, compared: ComparedMessages, language: str) -> Iterator[WordShown]:
    """New help, of which somebody must say who gives it; with more than one, also for all at once."""
    new = compared.proposed.new_help if compared.proposed else {}
    chosen = as_batch(file)[1]
    choices = tuple(compared.known.choices("practitioner", language))
    labels = code_list("form_of_help")
    if len(new) > 1:
        all_at_once = read_texts("uitkomst.flows.caseload", "words", language)["everybody"]
        yield WordShown("practitioner", EVERYBODY, len(new), choices, all_at_once, chosen=chosen.get(EVERYBODY, ""))
    for key, help in sorted(new.items()):
        label = ", ".join((help.name or help.number, labels.label(help.form, language)))
        yield WordShown("practitioner", key, 1, choices, label, date.fromisoformat(help.start), chosen.get(key, ""))


def _found(findings: tuple[CaseFinding, ...], language: str) -> list[FoundShown]:
    """One by one where it is about one message: what is wrong with it differs."""
    shown: dict[tuple[str, str, str], FoundShown] = {}
    for one in findings:
        key = (one.level, one.code, one.field)
        before = shown.get(key)
        shown[key] = FoundShown(
            one.code, one.level, before.number + 1 if before else 1, *_text(one.code, language), before.example if before else one
        )
    return sorted(shown.values(), key=lambda one: (_LEVELS.index(one.level), -one.number, one.code))


def _text(code: str, language: str) -> tuple[str, str]:
    """What it is, and what becomes of it: in the words of the register, of a caseload, or of messages as such."""
    if found := message_text(code, language):
        return found
    if code.startswith("message"):
        said = finding_text(code, language)
        return said.title, f"{said.means} {said.do}"
    return case_text(code, language)
