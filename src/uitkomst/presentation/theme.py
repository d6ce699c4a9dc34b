"""The look of one's own organisation: colours from a file of design tokens, checked for contrast before anything is drawn in them.

The file is JSON in the form of the NL Design System and the Design Tokens Community Group: groups in groups, a token with ``$value`` or
``value``, a value that may point to another token ("{basis.color.accent}"). Only colours are taken, by their name in the NL Design System
(``basis.color.…``); under ``dark`` the same once more for a dark screen. What is not in the file keeps our own colour. Type stays ours:
a font from elsewhere would be a request to elsewhere.
Contrast: WCAG 2.2, 1.4.3 (4.5 for text) and 1.4.11 (3 for the edge of a field).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOKENS = {
    "paper": "basis.color.default.bg-document",
    "ink": "basis.color.default.color-document",
    "quiet": "basis.color.default.color-subtle",
    "line": "basis.color.default.border-subtle",
    "edge": "basis.color.default.border-default",
    "faint": "basis.color.default.bg-subtle",
    "field": "basis.color.default.bg-default",
    "accent": "basis.color.action-1.color-default",
    "accent-deep": "basis.color.action-1.color-active",
    "tint": "basis.color.action-1.border-default",
    "wash": "basis.color.action-1.bg-hover",
    "on-accent": "basis.color.action-1-inverse.color-default",
    "flag": "basis.color.accent-1-inverse.bg-default",
    "on-flag": "basis.color.accent-1-inverse.color-default",
    "warn": "basis.color.warning.color-default",
    "warn-wash": "basis.color.warning.bg-subtle",
}
"""Our name of a colour, and the token that it is taken from."""

OWN = {
    "light": {
        "paper": "#fdfcfa", "ink": "#20262b", "quiet": "#56616a", "line": "#d5dade", "faint": "#f1f1ee", "field": "#fff", "edge": "#7c878f",
        "accent": "#1f5a70", "accent-deep": "#15414f", "tint": "#9fbcc7", "wash": "#dbe6ea", "on-accent": "#fff", "warn": "#8a4b12",
        "warn-wash": "#f6ece0", "flag": "#15414f", "on-flag": "#fff",
    },
    "dark": {
        "paper": "#14181b", "ink": "#e6e3dc", "quiet": "#a4aeb5", "line": "#39424a", "faint": "#1c2226", "field": "#1a1f23",
        "edge": "#7f8b93", "accent": "#8ec5d8", "accent-deep": "#b3dbe8", "tint": "#3f6d7d", "wash": "#233a44", "on-accent": "#10242c",
        "warn": "#e3b07c", "warn-wash": "#2c241b", "flag": "#233a44", "on-flag": "#e6e3dc",
    },
}  # fmt: skip
"""Our own colours, as base.css has them."""

PAIRS = (
    ("ink", "paper", 4.5), ("ink", "faint", 4.5), ("ink", "wash", 4.5), ("ink", "field", 4.5), ("ink", "warn-wash", 4.5),
    ("quiet", "paper", 4.5), ("quiet", "faint", 4.5), ("accent", "paper", 4.5), ("accent", "faint", 4.5), ("accent", "field", 4.5),
    ("accent-deep", "paper", 4.5), ("on-accent", "accent", 4.5), ("on-accent", "accent-deep", 4.5), ("on-flag", "flag", 4.5),
    ("warn", "paper", 4.5), ("warn", "warn-wash", 4.5), ("edge", "paper", 3.0), ("edge", "field", 3.0),
)  # fmt: skip
"""What is drawn on what, and how much they must differ."""

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_POINTER = re.compile(r"\{([^{}]+)\}")
_LARGEST = 5_000_000
_DEEPEST = 20


class ThemeFault(ValueError):
    """The file cannot be used; the message says what and where, in English as all settings do."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a file, for light and dark: our name -> colour. Only those that the file has."""

    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)


def read_theme(path: Path) -> Theme:
    """Read a file of design tokens. Raises ThemeFault."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ThemeFault(f"the file is larger than {_LARGEST // 1_000_000} MB")
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise ThemeFault("the file is not there or cannot be read") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ThemeFault("the file is no JSON") from None
    if not isinstance(whole, dict):
        raise ThemeFault("the file holds no groups of tokens")
    dark = whole.get("dark")
    theme = Theme(_colours(whole), _colours(dark) if isinstance(dark, dict) else {})
    if not theme.light and not theme.dark:
        raise ThemeFault(f"the file has none of the tokens that are used, such as {TOKENS['accent']}")
    return theme


def _colours(tokens: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, token in TOKENS.items() if (value := _value(tokens, token, token, 0))}


def _value(tokens: dict[str, Any], token: str, asked: str, depth: int) -> str:
    """The colour of a token, following pointers; "" when it is not there."""
    at: Any = tokens
    for part in token.split("."):
        at = at.get(part) if isinstance(at, dict) else None
    value = at.get("$value", at.get("value")) if isinstance(at, dict) else None
    if value is None:
        if depth:
            raise ThemeFault(f"{asked} points to {token}, which is not there")
        return ""
    pointer = _POINTER.fullmatch(value.strip()) if isinstance(value, str) else None
    if pointer:
        if depth == _DEEPEST:
            raise ThemeFault(f"{asked} points around in a circle")
        return _value(tokens, pointer[1], asked, depth + 1)
    if not isinstance(value, str) or not _COLOUR.fullmatch(value.strip()):
        raise ThemeFault(f"{asked} is no colour such as #1f5a70")
    return value.strip().lower()


def faults(theme: Theme) -> Iterator[str]:
    """Every pair of colours that cannot be read, with what it is and what it must be."""
    for scheme, given in (("light", theme.light), ("dark", theme.dark)):
        colours = OWN[scheme] | dict(given)
        for one, other, least in PAIRS:
            if (one in given or other in given) and (found := contrast(colours[one], colours[other])) < least:
                yield (
                    f"{scheme}: {TOKENS[one]} ({colours[one]}) on {TOKENS[other]} ({colours[other]}) "
                    f"has a contrast of {found:.2f}; it must be at least {least:g}"
                )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1..21. Source: WCAG 2.2, contrast ratio and relative luminance."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def style(theme: Theme) -> str:
    """The theme as a stylesheet that comes after ours."""

    def rules(given: Mapping[str, str]) -> str:
        return "".join(f"--{name}:{value};" for name, value in given.items())

    light = f":root{{{rules(theme.light)}}}" if theme.light else ""
    # Without colours for a dark screen ours stay: those of the light screen would not be readable there.
    dark = OWN["dark"] | dict(theme.dark)
    more = "@media (prefers-contrast:more){:root{--quiet:var(--ink);--line:var(--edge);}}"
    return f"{light}@media (prefers-color-scheme:dark){{:root{{{rules(dark)}}}}}{more}"
