"""What the fictitious region looks like, as data: shares, names and faults in TOML files, texts in Dutch and English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import read_texts

Settings = Mapping[str, Any]


@cache
def settings(name: str) -> Settings:
    """One of the data files: ``shares``, ``names`` or ``faults``."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def template(name: str) -> str:
    """The text of ``leesmij.md`` or ``stories.md``."""
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")


class RegionProblem(Problem):
    """The region asked for cannot be made; ``text`` says why and what to do."""

    def text(self, language: str = "nl") -> str:
        return str(read_texts(__package__, "problems", language)[self.code]).format(**self.details)
