"""Who answered beside who did not: were they alike at the start? Two shares side by side for each group, and a sentence.

Made of the protected figures of the breakdowns alone: known and unknown of each group that may be shown. Only what was known at the
start is compared, never what the help itself decides. Source: screens 6.5; methods 1.2 (response and selection); decision D53.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...comparison.responders import Shares, compare_shares
from ...measures.definitions import Definition
from ...protection.figure import Figure
from ..charts.canvas import HALF
from ..charts.course import share_axis
from ..charts.ranges import Range, RangeRow, range_picture
from ..document import Block, Picture, Row, Table
from ..mirror import ALL
from ..sentences import lower_first, unit_name
from .breakdown import place_of
from .setting import Setting, caption, informants

AT_START = ("age_group", "sex", "form_of_help", "form_group", "referrer", "crisis", "severity")
"""What was known at the start and is not decided by the help."""
_SAYS_ITSELF = ("sex", "form_of_help", "form_group")
_FEW = 30


@dataclass(frozen=True)
class Part:
    """A group of one dimension, by its name on a line, and its shares for each informant: None where protection hides it, or the informant
    is not compared."""

    dimension: str
    name: str
    shares: tuple[Shares | None, ...]


def responders_block(setting: Setting, definition: Definition) -> Block | None:
    """None when nobody is unknown, or nothing of the start is in the release."""
    words, who = setting.words, informants(definition)
    whole = [setting.figure(definition, "", one) for one in who]
    if not any(figure and figure.unknown for figure in whole):
        return None
    parts = list(_parts(setting, definition, whole))
    if not parts:
        return None
    heading = words("responders.heading" if definition.informants else "responders.heading_known")
    compared = [at for at in range(len(who)) if any(part.shares[at] for part in parts)]
    if not compared:
        return Block("responders", heading, (words("responders.too_few"),))
    intro = tuple(line for at in compared for line in _said(setting, definition, whole[at], parts, at))
    left = [words("responders.not_compared", who=words.who_title(who[at])) for at in range(len(who)) if at not in compared]
    hidden = any(part.shares[at] is None for part in parts for at in compared)
    notes = [*left, words("responders.note"), *([words("responders.hidden")] if hidden else [])]
    return Block(
        "responders",
        heading,
        intro=(words("responders.intro"), *intro),
        pictures=tuple(found for at in compared if (found := _picture(setting, definition, whole[at], parts, at))),
        table=_table(setting, definition, parts, compared),
        notes=tuple(notes),
    )


def _parts(setting: Setting, definition: Definition, whole: list[Figure | None]) -> Iterator[Part]:
    """Every group of every dimension of the start, in the order of ``AT_START``."""
    mirror = setting.mirror
    for dimension in AT_START:
        if dimension not in mirror.dims or mirror.opening_group[at := mirror.dims.index(dimension)] != ALL:
            continue
        values = setting.view.groups(definition.id, mirror.period, at, mirror.opening_group)
        values.sort(key=lambda value: place_of(value, value))
        shares = [_shares(setting, definition, figure, at, values) for figure in whole]
        if len(values) > 1:
            for value in values:
                yield Part(dimension, _label(setting, at, value), tuple(found.get(value) for found in shares))


def _label(setting: Setting, at: int, value: str) -> str:
    """The name of a group, with what it is about where the name does not say so."""
    dimension, name = setting.mirror.dims[at], setting.group_name(at, value)
    if dimension in _SAYS_ITSELF and value not in ("unknown", "O"):
        return name[:1].upper() + name[1:]
    about = setting.words(f"dimension.{dimension}")
    return f"{about[:1].upper()}{about[1:]}: {lower_first(name)}"


def _shares(setting: Setting, definition: Definition, whole: Figure | None, at: int, values: list[str]) -> dict[str, Shares]:
    """The shares of one informant; empty when the whole may not be shown or is too small."""
    if whole is None or whole.denominator is None or whole.unknown is None:
        return {}
    numbers = {}
    for value in values:
        group = tuple(value if i == at else of for i, of in enumerate(setting.mirror.opening_group))
        figure = setting.figure(definition, "", whole.informant, group)
        if figure is not None and figure.denominator is not None and figure.unknown is not None:
            numbers[value] = (figure.denominator, figure.unknown)
    return compare_shares(numbers, whole.denominator, whole.unknown) or {}


def _said(setting: Setting, definition: Definition, whole: Figure | None, parts: list[Part], at: int) -> Iterator[str]:
    """Alike or not, and in what; of few only that they are few."""
    words = setting.words
    told = "" if definition.informants else "_known"
    names = {"who": words.who(informants(definition)[at]), "unit": unit_name(words, definition, "")}
    seen = list(dict.fromkeys(part.dimension for part in parts if part.shares[at]))
    apart = [dimension for dimension in seen if any(_apart(part, at) for part in parts if part.dimension == dimension)]
    if _is_few(whole):
        yield words(f"responders.few{told}", **names)
    elif apart:
        yield words(f"responders.apart{told}", dimensions=_dimensions(setting, apart), **names)
    else:
        yield words(f"responders.alike{told}", dimensions=_dimensions(setting, seen), **names)


def _is_few(whole: Figure | None) -> bool:
    """Under this many of either, nearly every group differs by chance (methods 1.2, min. n)."""
    return whole is None or min(whole.denominator or 0, whole.unknown or 0) < _FEW


def _apart(part: Part, at: int) -> bool:
    shares = part.shares[at]
    return shares is not None and shares.apart


def _dimensions(setting: Setting, dimensions: list[str]) -> str:
    return setting.words.listed([setting.words(f"dimension.{dimension}") for dimension in dimensions])


def _picture(setting: Setting, definition: Definition, whole: Figure | None, parts: list[Part], at: int) -> Picture | None:
    """Of each dimension that differs the group that differs most, both shares under each other; None when none does, or they are few."""
    words = setting.words
    most: dict[str, tuple[Part, Shares]] = {}
    for part in parts:
        shares = part.shares[at]
        if shares is not None and shares.apart:
            before = most.get(part.dimension)
            if before is None or abs(shares.difference) > abs(before[1].difference):
                most[part.dimension] = (part, shares)
    apart = list(most.values())
    if not apart or _is_few(whole):
        return None
    rows = [
        RangeRow(
            part.name,
            False,
            (Range(shares.answered * 100, None, None), Range(shares.silent * 100, None, None)),
            ("–", "–"),
        )
        for part, shares in apart
    ]
    who = informants(definition)[at]
    title = words("responders.picture", title=words.who_title(who) if who else words.of(definition.title))
    axis = share_axis(max(max(shares.answered, shares.silent) * 100 for _, shares in apart), words("number.per_hundred"))
    nobody = Range(None, None, None)
    return range_picture(
        f"{definition.id}-responders-{at}", title, words("responders.picture_desc"), words.who_title(who), words("number.per_hundred"),
        list(_sides(setting, definition)), rows, (nobody, nobody), axis, HALF,
    )  # fmt: skip


def _sides(setting: Setting, definition: Definition) -> tuple[str, str]:
    kind = "" if definition.informants else "_known"
    return setting.words(f"responders.answered{kind}"), setting.words(f"responders.silent{kind}")


def _table(setting: Setting, definition: Definition, parts: list[Part], compared: list[int]) -> Table:
    words, who = setting.words, informants(definition)
    sides = _sides(setting, definition)
    names = [f"{words.who_title(who[at])}: {lower_first(side)}" if who[at] else side for at in compared for side in sides]
    rows = []
    for part in parts:
        if not any(part.shares[at] for at in compared):
            continue
        cells, hidden = [part.name], []
        for at in compared:
            shares = part.shares[at]
            hidden += [] if shares else [len(cells), len(cells) + 1]
            cells += [words.share(shares.answered), words.share(shares.silent)] if shares else [words("population.hidden")] * 2
        rows.append(Row(tuple(cells), strong=any(_apart(part, at) for at in compared), hidden=tuple(hidden)))
    return Table(
        caption(setting, definition, "responders" if definition.informants else "responders_known"),
        (words("responders.group"), *names),
        tuple(rows),
    )
