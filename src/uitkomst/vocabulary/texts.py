"""Texts a user reads, kept by key in TOML files beside the code: ``<stem>.nl.toml`` and ``<stem>.en.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("nl", "en")
"""Dutch is the product's own language, English the second."""


@cache
def read_texts(package: str, stem: str, language: str) -> dict[str, Any]:
    """The texts of one file, e.g. ``read_texts("uitkomst.checks", "texts", "nl")``."""
    return tomllib.loads((files(package) / f"{stem}.{language}.toml").read_text(encoding="utf-8"))
