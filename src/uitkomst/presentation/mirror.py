"""What a mirror is made of: one release, for whom, and what stands beside it. No clock, no engine: everything is passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..protection.figure import Figure

ScopeKind = Literal["municipality", "region", "provider", "team", "nation"]
Language = Literal["nl", "en"]
ALL = "*"


@dataclass(frozen=True, kw_only=True)
class Mirror:
    """One mirror, ready to be written in either language.

    scope_kind, scope_name: for whom it is made, e.g. "municipality", "Woerden".
    opening_kind, opening_name: what the page opens on, e.g. "region", "Utrecht-West" (definitions 6: the region, except for own).
    period: the period it opens on, e.g. "2023..2024". The course uses every half-year found in ``figures``.
    dims: names of the dimensions of ``Figure.group``; opening_group: the group it opens on (usually all ``*``);
    focus_group: the group of the reader within it (its own municipality), or None.
    figures: one release for one audience, intervals filled in (``comparison.compare``).
    group_names: per dimension, code -> name; a code without a name is shown as it is.
    stories: indicator id -> Markdown (``read_stories``). made_on: the date as it should be printed.
    delivered_next: how many providers delivered the next half-year, of how many; None if not known.
    left_out: groupings that are not in the release because they cannot be protected.
    files_read, rows_read, rows_refused: what came in, None if not known. fictitious: marked on every page.
    """

    scope_kind: ScopeKind
    scope_name: str
    opening_kind: ScopeKind
    opening_name: str
    period: str
    audience: Literal["own", "partner", "open"]
    snapshot: str
    definitions_version: str
    made_on: str
    dims: tuple[str, ...]
    figures: tuple[Figure, ...]
    opening_group: tuple[str, ...]
    focus_group: tuple[str, ...] | None = None
    group_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    stories: Mapping[str, str] = field(default_factory=dict)
    delivered_next: tuple[int, int] | None = None
    files_read: int | None = None
    rows_read: int | None = None
    rows_refused: int | None = None
    fictitious: bool = False
    left_out: tuple[str, ...] = ()
