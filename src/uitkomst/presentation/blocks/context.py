"""The context figures: how much help it is about, as a short paragraph and a table."""

from __future__ import annotations

from ...measures.definitions import Definition, load_definitions
from ...protection.figure import Figure
from ..document import Block, Row, Table
from ..sentences import found_sentence, hidden_sentence, margin_pair, value_words
from .setting import Setting, hidden_notes, informants, known_cell


def context_figures(setting: Setting) -> list[tuple[Definition, Figure]]:
    """Context figures in the release, in the set's order."""
    found = []
    for definition in load_definitions().values():
        if definition.context:
            for who in informants(definition):
                figure = setting.figure(definition, "", who)
                if figure:
                    found.append((definition, figure))
    return found


def context_sentences(setting: Setting) -> tuple[str, ...]:
    """One sentence per context figure; a hidden one says why."""
    words, sentences = setting.words, []
    for definition, figure in context_figures(setting):
        if figure.value is not None:
            sentences.append(found_sentence(words, definition, figure, definition.variant("")))
        else:
            sentences.append(hidden_sentence(words, definition, figure, definition.title, setting.mirror.audience, ""))
    return tuple(sentences)


def context_block(setting: Setting) -> Block | None:
    """None when the release has no context figures."""
    words, figures = setting.words, context_figures(setting)
    if not figures:
        return None
    rows = tuple(_row(setting, definition, figure) for definition, figure in figures)
    columns = tuple(words(f"column.{name}") for name in ("what", "value", "between", "known"))
    notes = hidden_notes(setting, [figure for _, figure in figures])
    return Block(
        "context", words("block.context"), (words("block.context_intro"),), (), Table(words("block.context"), columns, rows), notes
    )


def _row(setting: Setting, definition: Definition, figure: Figure) -> Row:
    words = setting.words
    pair = margin_pair(words, definition, figure)
    value = value_words(words, definition, figure)
    if figure.value is not None and definition.kind == "ratio":
        value = f"{value} {words('number.per_hundred')}"
    title = words.of(definition.title)
    label = f"{title}, {words.who(figure.informant)}" if figure.informant else title
    known = "–" if definition.kind == "count" else known_cell(setting, figure)
    between = words("number.between", lower=pair[0], upper=pair[1]) if pair else "–"
    return Row((label, value, between, known), hidden=(1,) if figure.value is None else ())
