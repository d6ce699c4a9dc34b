"""uitkomst indicators: the catalogue, in words."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Literal

from uitkomst.flows.list_indicators import CatalogueEntry, list_indicators
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import read_texts

_WIDTH = 100
_LISTS = ("higher_can_mean", "can_also_mean", "may_not_conclude", "sources")


def indicators(*indicator: str, language: Literal["nl", "en"] = "nl", format: Literal["table", "json"] = "table") -> None:
    """The catalogue of indicators: what each says, who counts, what is unknown, how to read it and where it comes from.

    Example: uitkomst indicators dropout no_return --language en

    Parameters
    ----------
    indicator:
        Only these indicators; all of them otherwise.
    language:
        Language of the texts.
    format:
        table: to read. json: every field.
    """
    entries = list_indicators(language)
    unknown = set(indicator) - {entry.id for entry in entries}
    if unknown:
        raise Problem("not_an_indicator", indicator=min(unknown))
    entries = [entry for entry in entries if not indicator or entry.id in indicator]
    if format == "json":
        print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    texts = read_texts("uitkomst.commands.shared", "explain_texts", language)
    for context in (False, True):
        some = [entry for entry in entries if entry.context == context]
        if some:
            print(f"{texts['catalogue']['context' if context else 'outcome']}\n")
        for entry in some:
            print("\n".join(_lines(entry, texts)) + "\n")


def _lines(entry: CatalogueEntry, texts: dict[str, Any]) -> Iterator[str]:
    words = texts["catalogue"]
    yield f"{entry.id}: {entry.title}"
    if entry.question:
        yield from _wrapped(entry.question)
    yield from _wrapped(entry.definition)
    if entry.own_definition:
        yield from _wrapped(words["own_definition"])
    for name in ("population", "unknown", "excluded"):
        if text := getattr(entry, name):
            yield from _wrapped(f"{words[name]}: {text}")
    if entry.informants:
        yield from _wrapped(f"{words['informants']}: {', '.join(texts['informant'][informant] for informant in entry.informants)}")
    if len(entry.variants) > 1:
        yield f"  {words['variants']}:"
        for variant, title in entry.variants:
            yield from _wrapped(f"{f'{entry.id}:{variant}' if variant else entry.id}: {title}", "    - ")
    if entry.classes:
        yield from _wrapped(f"{words['classes']}: {'; '.join(label or name for name, label in entry.classes)}")
    for name in _LISTS:
        if items := getattr(entry, name):
            yield f"  {words[name]}:"
            for item in items:
                yield from _wrapped(item, "    - ")


def _wrapped(text: str, lead: str = "  ") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))
