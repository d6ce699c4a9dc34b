"""Sentences about figures: natural frequencies with their margin, what is missing, and why something is not shown."""

from __future__ import annotations

from ..measures.definitions import Definition, OutcomeClass, Texts, Variant
from ..protection.figure import Figure
from ..vocabulary.periods import Period
from .words import Words

_FEW_KNOWN = 30
"""Under this many known units a figure is read as an impression (methods 1.2, min. n)."""


def is_shown(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None


def unit_name(words: Words, definition: Definition, variant_id: str) -> str:
    """What is counted: trajectories, answers, goals."""
    variant = definition.variant("" if variant_id.startswith("class:") else variant_id)
    return words.of(variant.unit_name)


def found_sentence(words: Words, definition: Definition, figure: Figure, told: Variant | OutcomeClass) -> str:
    """The sentence of a shown figure with its margin. Raises ValueError for a hidden one."""
    if figure.value is None:
        raise ValueError("a hidden figure has no sentence of its own")
    values = {"who": words.who(figure.informant)}
    if is_share(definition, figure):
        values["share"] = words.share(figure.value)
    elif definition.kind == "count":
        values["count"] = words.number(round(figure.value))
    else:
        values["mean"] = words.decimal(figure.value, _decimals(definition))
    sentence = words.of(told.sentence, **values)
    margin = margin_words(words, definition, figure)
    if not margin:
        return _capital(sentence)
    return _capital(words("sentence.with_interval", sentence=sentence.removesuffix("."), interval=margin))


def is_share(definition: Definition, figure: Figure) -> bool:
    return definition.kind == "ratio" or figure.variant.startswith("class:")


def _decimals(definition: Definition) -> int:
    return definition.scale.decimals if definition.scale else 0


def margin_pair(words: Words, definition: Definition, figure: Figure) -> tuple[str, str] | None:
    """Lower and upper limit as printed, None without an interval."""
    if figure.lower is None or figure.upper is None:
        return None
    if is_share(definition, figure):
        return words.band(figure.lower, figure.upper)
    return words.decimal(figure.lower, _decimals(definition)), words.decimal(figure.upper, _decimals(definition))


def margin_words(words: Words, definition: Definition, figure: Figure) -> str:
    pair = margin_pair(words, definition, figure)
    return "" if pair is None else words("number.about_between", lower=pair[0], upper=pair[1])


def value_words(words: Words, definition: Definition, figure: Figure) -> str:
    """The value alone, as in a table."""
    if figure.value is None:
        return hidden_short(words, figure)
    if is_share(definition, figure):
        return words.share(figure.value)
    if definition.kind == "count":
        return words.number(round(figure.value))
    return words.decimal(figure.value, _decimals(definition))


def missing_sentence(words: Words, definition: Definition, figure: Figure) -> str:
    """What we do not know, said first. "" where nothing can be missing."""
    if not definition.missing or figure.reason == "no_answers":
        return ""
    if figure.coverage is None:
        return words("sentence.missing_hidden")
    if figure.coverage == 1:
        return words("sentence.complete", n=number_or_hidden(words, figure.denominator), unit=unit_name(words, definition, figure.variant))
    return words.of(definition.missing, missing=words.roughly(1 - figure.coverage), who=words.who(figure.informant))


def remarks(words: Words, definition: Definition, figure: Figure) -> list[str]:
    """Cautions that belong to one figure: few known, low coverage, and how far the unknown ones could move it."""
    found = []
    if figure.denominator is not None and 0 < figure.denominator < _FEW_KNOWN and is_shown(figure):
        found.append(words("sentence.few_known", n=figure.denominator, unit=unit_name(words, definition, figure.variant)))
    if figure.coverage is not None and 0 < figure.coverage < 0.5:
        found.append(words("sentence.low_coverage"))
    return found


def bounds_sentence(words: Words, figure: Figure) -> str:
    """The widest the figure could lie, were all unknown units met or none of them (methods 1.2, response and selection)."""
    if figure.numerator is None or figure.denominator is None or not figure.unknown:
        return ""
    everyone = figure.denominator + figure.unknown
    lower, upper = words.band(figure.numerator / everyone, (figure.numerator + figure.unknown) / everyone)
    return words("sentence.bounds", lower=lower, upper=upper)


def number_or_hidden(words: Words, number: int | None) -> str:
    return words("population.hidden") if number is None else words.number(number)


def hidden_short(words: Words, figure: Figure) -> str:
    """Why a figure is not shown, in a few words for a cell."""
    return words(_reason_key(words, "hidden_short", figure.reason))


def hidden_note(words: Words, reason: str, audience: str) -> str:
    """The note under a table that explains one reason."""
    if reason == "too_small" and audience == "open":
        return words("hidden_note.too_small_open")
    return words(_reason_key(words, "hidden_note", reason))


def _reason_key(words: Words, part: str, reason: str) -> str:
    return f"{part}.{reason}" if words.has(f"{part}.{reason}") else f"{part}.other"


def hidden_sentence(words: Words, definition: Definition, figure: Figure, subject: Texts, audience: str, whole: str) -> str:
    """Why a figure is not shown, and what would make it visible. whole: name of the whole this is a part of if
    that is shown, else ""."""
    reason = figure.reason if words.has(f"hidden.{figure.reason}") else "other"
    if reason == "too_small" and audience == "open":
        reason = "too_small_open"
    if reason in ("few", "nearly_all") and figure.denominator is None:
        reason += "_unknown"
    unit = unit_name(words, definition, figure.variant)
    name = words.of(subject)
    if figure.informant:
        name = f"{words.who_title(figure.informant)}, {lower_first(name)}"
    sentence = words(f"hidden.{reason}", subject=name, n=number_or_hidden(words, figure.denominator), unit=unit)
    return f"{sentence} {visible_sentence(words, figure, unit, whole)}".strip()


def visible_sentence(words: Words, figure: Figure, unit: str, whole: str) -> str:
    """What would make a hidden figure visible (product, principle 10)."""
    if figure.reason == "earlier":
        return ""
    if whole:
        return words("visible.whole", name=whole)
    if figure.reason == "secondary":
        return words("visible.fewer_splits")
    if len(Period.parse(figure.period).half_years) < 4:
        return words("visible.longer")
    if figure.informant or figure.reason == "no_answers":
        return words("visible.answers")
    return words("visible.more", unit=unit)


def lower_first(text: str) -> str:
    """After a colon."""
    return text[:1].lower() + text[1:]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
