"""Who is in and who is not: population, excluded, unknown and known, and what is not in here at all."""

from __future__ import annotations

from ...measures.definitions import Definition, load_definitions
from ...protection.figure import Figure
from ..document import Block, Row, Table
from ..sentences import bounds_sentence, hidden_sentence, lower_first, number_or_hidden, remarks
from .setting import Setting, caption, informants


def population_block(setting: Setting, definition: Definition) -> Block | None:
    """None when the release has no figure of this indicator."""
    words = setting.words
    figures = {who: setting.figure(definition, "", who) for who in informants(definition)}
    known = {who: figure for who, figure in figures.items() if figure}
    if not known:
        return None
    columns = (words("column.what"), *(words.who_title(who) if who else words("column.number") for who in known))
    rows = tuple(
        Row((_label(setting, definition, part), *(number_or_hidden(words, _count(figure, part)) for figure in known.values())))
        for part in ("all", "excluded", "unknown", "known")
        if part != "excluded" or any(figure.excluded != 0 for figure in known.values())
    )
    notes = [note for figure in known.values() for note in _cautions(setting, definition, figure)]
    notes += _follow_up(setting) if definition.id == "no_return" else []
    notes += _running(setting) if definition.begun_or_ended == "ended" else []
    return Block(
        "population",
        words("block.population"),
        intro=(words.of(definition.population),),
        table=Table(caption(setting, definition, "population"), columns, rows),
        notes=tuple(dict.fromkeys(notes)),
    )


def _label(setting: Setting, definition: Definition, part: str) -> str:
    label = setting.words(f"population.{part}")
    why = {"excluded": definition.excluded, "unknown": definition.unknown}.get(part)
    return f"{label}: {lower_first(setting.words.of(why))}" if why else label


def _count(figure: Figure, part: str) -> int | None:
    return {"all": figure.population, "excluded": figure.excluded, "unknown": figure.unknown, "known": figure.denominator}[part]


def _cautions(setting: Setting, definition: Definition, figure: Figure) -> list[str]:
    who = setting.words.who_title(figure.informant)
    found = remarks(setting.words, definition, figure)
    bounds = bounds_sentence(setting.words, figure)
    found += [bounds] if bounds and (figure.coverage or 1) < 0.9 else []
    return [f"{who}: {lower_first(note)}" if who else note for note in found]


def _follow_up(setting: Setting) -> list[str]:
    """Beside no_return: which providers delivered the next half-year, and who turned 18 (definitions 4)."""
    words, found = setting.words, []
    if setting.mirror.delivered_next:
        delivered, everyone = setting.mirror.delivered_next
        key = "next_none" if delivered == 0 else "next_all" if delivered == everyone else "next_delivered"
        found.append(words(f"population.{key}", n=delivered, all=everyone))
    turned = load_definitions()["turned_18"]
    figure = setting.figure(turned, "", "")
    if figure and figure.value is not None:
        found.append(words("population.turned_18", share=words.share(figure.value)))
    elif figure:
        found.append(hidden_sentence(words, turned, figure, turned.title, setting.mirror.audience, ""))
    return found


def _running(setting: Setting) -> list[str]:
    running = setting.figure(load_definitions()["running_two_years"], "", "")
    if running is None or running.denominator is None:
        return []
    return [setting.words("population.running", n=setting.words.number(running.denominator))]
