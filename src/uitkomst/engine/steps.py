"""Named SQL steps: one file, one intermediate table that can be looked at (after splink's named tables).

A file ``20_trajectories.sql`` is the step ``trajectories``; files run in the order of their names. The leading comment
lines say what the step makes and where that is defined; ``-- as: view`` makes it a view instead of a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Step:
    """One named SQL statement. ``sql`` is a SELECT; ``about`` the comment that heads it."""

    name: str
    sql: str
    about: str
    view: bool = False


def read_step(file: Traversable, name: str | None = None) -> Step:
    """Read one ``.sql`` file as a step; the name is that of the file without number and ending, or the one given."""
    text = file.read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("--")]
    about = "\n".join(line[2:].strip() for line in head if not line.startswith("-- as:"))
    stem = file.name.removesuffix(".sql")
    number, _, rest = stem.partition("_")
    return Step(name or (rest if number.isdigit() else stem), text, about, view="-- as: view" in head)


def read_steps(package: str, folder: str) -> list[Step]:
    """All steps of one folder inside a package, in the order of their file names."""
    found: Iterable[Traversable] = (f for f in (files(package) / folder).iterdir() if f.name.endswith(".sql"))
    return [read_step(file) for file in sorted(found, key=lambda f: f.name)]
