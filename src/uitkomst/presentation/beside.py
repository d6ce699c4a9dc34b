"""What a conversation lays beside a figure: the expectations on its axis, and an explanation held against a group. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..comparison.explanation import Held, hold
from ..measures.definitions import Definition, load_definitions
from ..protection.figure import Figure
from .blocks.course import axis_of
from .blocks.setting import Setting, scaled, series, visible_class
from .charts.beside import BesideRow, beside_picture
from .charts.canvas import HALF
from .charts.course import scale_axis, share_axis
from .charts.ranges import Range
from .document import Picture
from .mirror import Mirror
from .release_view import ReleaseView
from .sentences import hidden_short
from .words import Words

__all__ = ["Claim", "Expected", "Held", "expectations_picture", "groups_of", "held", "shown_denominators"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a party expected: of 100, or on the scale."""

    name: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Claim:
    """An explanation: in this group the figure is higher (or lower) than in the whole."""

    group: str
    higher: bool


def expectations_picture(mirror: Mirror, language: str, indicator: str, expected: Sequence[Expected]) -> Picture | None:
    """None when nobody gave a number and there is no figure to draw."""
    setting, definition = _setting(mirror, language), load_definitions()[indicator]
    words = setting.words
    found = _figures(setting, definition)
    rows = [BesideRow(one.name, one.low, one.high, hidden=words("beside.no_number")) for one in expected]
    for name, figure in found:
        hidden = hidden_short(words, figure) if figure.value is None else ""
        rows.append(BesideRow(name, figure=Range(*scaled(definition, figure)), hidden=hidden))
    if not found:
        return None
    numbers = [float(n) for one in expected for n in (one.low, one.high) if n is not None]
    axis = axis_of(setting, definition, [figure for _, figure in found])
    if definition.scale and definition.scale.max:
        axis = scale_axis(min([*numbers, axis.low + 1]), max([*numbers, axis.high - 1]), definition.scale.min, definition.scale.max)
    elif numbers and max(numbers) > axis.high:
        axis = share_axis(max(numbers), words("number.per_hundred"))
    title = words("beside.title", title=words.of(definition.title))
    return beside_picture(f"{indicator}-beside", title, words("beside.desc"), rows, axis, HALF)


def _setting(mirror: Mirror, language: str) -> Setting:
    return Setting(mirror, ReleaseView(mirror.figures), Words(language))


def _figures(setting: Setting, definition: Definition) -> list[tuple[str, Figure]]:
    """The headline figures of the whole, each with its name when there is more than one."""
    lines = series(setting, definition, definition.headline, short=True)
    found = []
    for line in lines:
        figure = visible_class(setting, definition, line.variant, line.informant, setting.mirror.opening_group, setting.mirror.period)
        if figure:
            found.append((line.name if len(lines) > 1 else setting.words("beside.found"), figure))
    return found


def groups_of(mirror: Mirror, language: str, indicator: str) -> tuple[tuple[str, str], ...]:
    """The groups of the breakdowns that an explanation can point to: (dimension:value, name), a dimension after another, by name."""
    setting = _setting(mirror, language)
    found: list[tuple[str, str]] = []
    for at, dim in enumerate(mirror.dims):
        values = setting.view.groups(indicator, mirror.period, at, mirror.opening_group)
        named = [(f"{dim}:{value}", setting.group_name(at, value)) for value in values]
        found += sorted(named, key=lambda one: one[1]) if len(values) > 1 else []
    return tuple(found)


def shown_denominators(mirror: Mirror, indicator: str, informant: str) -> tuple[int | None, ...]:
    """Of how many each headline figure of the whole is that is about all, or about what this informant said; None where it is hidden.

    Never of a group. Empty when there is none.
    """
    setting, definition = _setting(mirror, "nl"), load_definitions()[indicator]
    found = [
        visible_class(setting, definition, line.variant, line.informant, mirror.opening_group, mirror.period)
        for line in series(setting, definition, definition.headline, short=True)
        if line.informant in ("", informant)
    ]
    return tuple(figure.denominator if figure.value is not None else None for figure in found if figure)


def held(mirror: Mirror, indicator: str, claim: Claim) -> Held:
    """What the breakdown says, by the first headline figure whose margin is shown in both. A group that is not there cannot tell."""
    definition, setting = load_definitions()[indicator], _setting(mirror, "nl")
    dim, _, value = claim.group.partition(":")
    if dim not in mirror.dims:
        return Held.CANNOT_TELL
    at = mirror.dims.index(dim)
    group = tuple(value if i == at else whole for i, whole in enumerate(mirror.opening_group))
    for line in series(setting, definition, definition.headline, short=True):
        one, all_ = (
            visible_class(setting, definition, line.variant, line.informant, place, mirror.period)
            for place in (group, mirror.opening_group)
        )
        if one and all_ and one.value is not None and all_.value is not None:
            return hold(claim.higher, (one.lower, one.upper), (all_.lower, all_.upper))
    return Held.CANNOT_TELL
