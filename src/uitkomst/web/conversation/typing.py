"""What was typed in the own texts of a page: each with the version that was read, so that nothing of a colleague is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from uitkomst.conversation.kinds import Question
from uitkomst.conversation.types import Answer
from uitkomst.flows.refusals import Refused
from uitkomst.vocabulary.typed import clean, number_of


def write_own(typed: dict[str, str], write: Callable[..., Answer], questions: Sequence[Question], indicator: str = "") -> None:
    """Keep each own text that differs from what was read. The texts after a refused one are kept as well; then it is raised.

    typed: the question's name, ``version-…``, ``read-…`` (what was read), and ``beside`` with the name of one to keep beside. What is
    kept gets its new version in it, so that the same page, shown again after a refusal, goes on from there.
    """
    first: Refused | None = None
    for question in questions:
        text = typed.get(question.value)
        if text is None or clean(text) == clean(typed.get(f"read-{question}", "")):
            continue
        version, beside = number_of(typed.get(f"version-{question}", "")) or 0, typed.get("beside") == question.value
        try:
            kept = write(question=question, indicator=indicator, text=text, version=version, beside=beside)
            typed |= {f"version-{question}": str(kept.version), f"read-{question}": kept.text}
        except Refused as refused:
            refused.details["question"] = question
            first = first or refused
    if first:
        raise first


def own_text(question: str, stands: Answer | None, typed: Mapping[str, str], latest: Answer | None) -> dict[str, Any]:
    """The field of one own text. latest: what a colleague wrote in between, when that is shown beside it.

    Only who is shown the colleague's text goes on from its version; else the version that was read stays with what was typed.
    """
    known = latest or stands
    read, version = known.text if known else "", str(known.version if known else 0)
    if latest is None:
        read, version = typed.get(f"read-{question}", read), typed.get(f"version-{question}", version)
    return {"name": question, "text": typed.get(question, read), "read": read, "version": version, "latest": latest}


def latest_of(question: str, refused: Refused | None) -> Answer | None:
    """What a colleague wrote in between to this question, when that is what was refused."""
    if refused is None or refused.details.get("question") != question:
        return None
    found: Answer | None = refused.details.get("latest")  # type: ignore[assignment]
    return found
