"""What is said first: what is missing, then what is found, for each informant; a hidden figure says so and why."""

from __future__ import annotations

from ...measures.definitions import Definition, Texts
from ...protection.figure import Figure
from ..document import Statement
from ..sentences import found_sentence, hidden_sentence, lower_first, missing_sentence
from .setting import Setting, informants, title_of, told, visible_class


def statements(setting: Setting, definition: Definition) -> tuple[Statement, ...]:
    """One statement per informant (or one)."""
    return tuple(_statement(setting, definition, who, setting.mirror.opening_group) for who in informants(definition))


def focus_sentences(setting: Setting, definition: Definition) -> tuple[str, ...]:
    """The same for the reader's own group, if it has one: "Woerden: …"."""
    group = setting.mirror.focus_group
    if group is None or group == setting.mirror.opening_group:
        return ()
    found = [sentence for who in informants(definition) for sentence in _found(setting, definition, who, group)]
    if not found:
        return ()
    return (f"{setting.words('sentence.focus', name=setting.mirror.scope_name)} {lower_first(' '.join(found))}",)


def overview(setting: Setting, definition: Definition) -> tuple[str, ...]:
    """One line per informant for the contents: everything that is told of it, none of it as the main thing."""
    lines = []
    for who in informants(definition):
        found = _headline(setting, definition, who, setting.mirror.opening_group)
        lines.append(" ".join(found) if found else " ".join(_statement(setting, definition, who, setting.mirror.opening_group).missing))
    return tuple(lines)


def _statement(setting: Setting, definition: Definition, who: str, group: tuple[str, ...]) -> Statement:
    words = setting.words
    figure = setting.figure(definition, "", who, group)
    if figure is None:
        absent = words("sentence.absent", who=words.who(who)) if who else words("sentence.absent_all")
        return Statement(words.who_title(who), (absent,), ())
    missing = missing_sentence(words, definition, figure)
    return Statement(words.who_title(who), (missing,) if missing else (), tuple(_found(setting, definition, who, group)))


def _found(setting: Setting, definition: Definition, who: str, group: tuple[str, ...]) -> list[str]:
    return _headline(setting, definition, who, group) + _lead_class(setting, definition, who, group)


def _headline(setting: Setting, definition: Definition, who: str, group: tuple[str, ...]) -> list[str]:
    """A sentence for everything told; if all of it is hidden for the same reason, one sentence."""
    mirror, words = setting.mirror, setting.words
    figures = [(variant, visible_class(setting, definition, variant, who, group, mirror.period)) for variant in definition.headline]
    known = [(variant, figure) for variant, figure in figures if figure]
    if len(known) > 1 and all(f.value is None for _, f in known) and len({f.reason for _, f in known}) == 1:
        return [_hidden(setting, definition, known[0][0], known[0][1], definition.title)]
    found = []
    for variant, figure in known:
        item = told(definition, variant)
        if figure.value is not None:
            found.append(found_sentence(words, definition, figure, item))
        else:
            found.append(_hidden(setting, definition, variant, figure, title_of(item)))
    return found


def _hidden(setting: Setting, definition: Definition, variant: str, figure: Figure, subject: Texts) -> str:
    """Why a figure is hidden; the whole is named only if it is shown there."""
    mirror = setting.mirror
    whole = visible_class(setting, definition, variant, figure.informant, mirror.opening_group, mirror.period)
    name = setting.whole_name if whole and whole.value is not None and figure.group != mirror.opening_group else ""
    return hidden_sentence(setting.words, definition, figure, subject, mirror.audience, name)


def _lead_class(setting: Setting, definition: Definition, who: str, group: tuple[str, ...]) -> list[str]:
    """Beside a mean: the class that the mean hides."""
    lead = definition.lead_class
    if lead is None:
        return []
    figure = visible_class(setting, definition, f"class:{lead.id}", who, group, setting.mirror.period)
    return [found_sentence(setting.words, definition, figure, lead)] if figure and figure.value is not None else []
