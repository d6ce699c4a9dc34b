"""What was typed in the own texts of a page: each with the version that was read, so that nothing of a colleague is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest

from uitkomst.conversation.kinds import Question
from uitkomst.flows.refusals import Refused


def number_of(text: str) -> int | None:
    """A number from a form, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def write_own(request: HttpRequest, write: Callable[..., Any], questions: Sequence[Question], indicator: str = "") -> None:
    """Keep each own text that differs from what was read. The texts after a refused one are kept as well; then it is raised.

    Fields: the question's name, ``version-…``, ``read-…`` (what was read), and ``beside`` with the name of one to keep beside.
    """
    first: Refused | None = None
    for question in questions:
        text = request.POST.get(question.value)
        if text is None or _same(text, request.POST.get(f"read-{question}", "")):
            continue
        try:
            write(
                question=question,
                indicator=indicator,
                text=text,
                version=number_of(request.POST.get(f"version-{question}", "")) or 0,
                beside=request.POST.get("beside") == question.value,
            )
        except Refused as refused:
            refused.details["question"] = question
            first = first or refused
    if first:
        raise first


def _same(text: str, read: str) -> bool:
    return text.strip().replace("\r\n", "\n") == read.strip().replace("\r\n", "\n")
