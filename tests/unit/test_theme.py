"""The colours of an organisation's own theme: read strictly, checked for contrast, and never half used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from uitkomst.presentation.theme import OWN, PAIRS, TOKENS, Theme, ThemeFault, contrast, faults, read_theme, style

BASE = Path(__file__).parents[2] / "src/uitkomst/web/static/web/base.css"
FICTITIOUS = {
    "basis": {
        "color": {
            "brand": {"$type": "color", "$value": "#7a1f5c"},
            "default": {"bg-document": {"$value": "#ffffff"}, "color-document": {"value": "#1a1a1a"}},
            "action-1": {"color-default": {"$value": "{basis.color.brand}"}, "color-active": {"$value": "#4d103a"}},
            "accent-1-inverse": {"bg-default": {"$value": "{basis.color.brand}"}, "color-default": {"$value": "#FFF"}},
        },
        "space": {"block": {"md": {"$value": "1rem"}}},
    },
    "dark": {"basis": {"color": {"action-1": {"color-default": {"$value": "#f0a6d6"}}}}},
}
"""The theme of Zomerdijk, a municipality that does not exist."""


def written(folder: Path, tokens: Any) -> Path:
    path = folder / "theme.json"
    path.write_text(json.dumps(tokens), encoding="utf-8")
    return path


def test_a_theme_gives_its_colours_and_leaves_the_others_ours(tmp_path: Path) -> None:
    theme = read_theme(written(tmp_path, FICTITIOUS))
    assert theme.light == {
        "paper": "#ffffff", "ink": "#1a1a1a", "accent": "#7a1f5c", "accent-deep": "#4d103a", "flag": "#7a1f5c", "on-flag": "#fff",
    }  # fmt: skip
    assert theme.dark == {"accent": "#f0a6d6"} and list(faults(theme)) == []
    sheet = style(theme)
    assert "--accent:#7a1f5c;" in sheet.split("@media")[0]
    # On a dark screen its own dark colours, and ours where it has none: never those of the light screen.
    dark = sheet.split("@media")[1]
    assert "--accent:#f0a6d6;" in dark and f"--paper:{OWN['dark']['paper']};" in dark and "#ffffff" not in dark


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000", "#fff", 21.0), ("#777777", "#ffffff", 4.48), ("#767676", "#fff", 4.54), ("#abc", "#aabbcc", 1.0)]
)
def test_contrast_is_that_of_the_guideline(one: str, other: str, ratio: float) -> None:
    """WCAG 2.2, technique G18: black on white is 21; #767676 is the lightest grey on white that passes 4.5, #777777 does not."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005) == contrast(other, one)


def test_our_own_colours_are_those_of_the_stylesheet_and_can_be_read() -> None:
    for scheme, block in zip(OWN, re.findall(r":root \{[^}]*--paper[^}]*\}", BASE.read_text(encoding="utf-8")), strict=True):
        assert dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", block)) == OWN[scheme]
    assert list(faults(Theme(OWN["light"], OWN["dark"]))) == []
    assert {name for pair in PAIRS for name in pair[:2]} <= set(TOKENS) == set(OWN["light"]) == set(OWN["dark"])


def test_a_colour_that_cannot_be_read_is_named_with_its_pair(tmp_path: Path) -> None:
    pale = {"basis": {"color": {"action-1": {"color-default": {"$value": "#ffd54a"}}}}}
    found = list(faults(read_theme(written(tmp_path, pale))))
    assert found and all(line.startswith("light: ") and "#ffd54a" in line and "must be at least 4.5" in line for line in found)


@pytest.mark.parametrize(
    ("tokens", "said"),
    [
        ([], "no groups"),
        ({}, "none of the tokens"),
        ({"basis": {"color": {"action-1": {"color-default": {"$value": "red; } body { display: none"}}}}}, "is no colour"),
        ({"basis": {"color": {"action-1": {"color-default": {"$value": 5}}}}}, "is no colour"),
        ({"basis": {"color": {"action-1": {"color-default": {"$value": "{nergens}"}}}}}, "not there"),
        ({"basis": {"color": {"action-1": {"color-default": {"$value": "{basis.color.action-1.color-default}"}}}}}, "in a circle"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, tokens: Any, said: str) -> None:
    with pytest.raises(ThemeFault, match=said):
        read_theme(written(tmp_path, tokens))


def test_what_is_no_file_of_tokens(tmp_path: Path) -> None:
    with pytest.raises(ThemeFault, match="not there"):
        read_theme(tmp_path / "nergens.json")
    (tmp_path / "x.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(ThemeFault, match="no JSON"):
        read_theme(tmp_path / "x.json")
