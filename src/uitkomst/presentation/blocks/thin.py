"""The thin picture of the overview: every headline figure with its margin on one axis, on the whole's margin as a light band."""

from __future__ import annotations

from ...measures.definitions import Definition
from ...protection.figure import Figure
from ..charts.canvas import THIRD
from ..charts.ranges import Range
from ..charts.thin import ThinRow, thin_picture
from ..document import Picture
from ..sentences import hidden_short
from .setting import Setting, scaled, series, visible_class


def thin_block(setting: Setting, definition: Definition) -> Picture | None:
    """None when the release has no figure of this indicator for the opening group and period, or nothing to draw it on."""
    mirror, words = setting.mirror, setting.words
    if definition.scale and definition.scale.max is None:
        return None
    own = mirror.focus_group or mirror.opening_group
    lines = series(setting, definition, definition.headline, short=True)
    rows = []
    for line in lines:
        figure, whole = (_figure(setting, definition, line.variant, line.informant, group) for group in (own, mirror.opening_group))
        if figure:
            band = Range(*scaled(definition, whole)) if whole and own != mirror.opening_group else Range(None, None, None)
            hidden = "" if figure.value is not None else hidden_short(words, figure)
            rows.append(ThinRow(line.name if len(lines) > 1 else "", Range(*scaled(definition, figure)), band, hidden))
    if not rows:
        return None
    low, high = (definition.scale.min, definition.scale.max) if definition.scale and definition.scale.max else (0, 100)
    title = words.of(definition.title)
    said = words("chart.thin_desc")
    if own != mirror.opening_group:
        said = words("chart.thin_band_desc", own=setting.scope(mirror.scope_kind, mirror.scope_name), name=setting.whole_name)
    return thin_picture(f"{definition.id}-thin", title, said, rows, low, high, THIRD)


def _figure(setting: Setting, definition: Definition, variant: str, informant: str, group: tuple[str, ...]) -> Figure | None:
    return visible_class(setting, definition, variant, informant, group, setting.mirror.period)
