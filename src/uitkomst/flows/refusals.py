"""Why a flow of the application does not do what was asked. Each has a text for the reader, in refusals.nl.toml and refusals.en.toml."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files

from uitkomst.vocabulary.texts import read_texts


class Refused(Exception):
    """This cannot be done, or not now. ``text`` says what, what was kept, and what to do."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(code)

    def text(self, language: str = "nl") -> str:
        """A sentence or two for the reader. Findings of files have their texts in ``checks``."""
        texts = _texts(language)
        if self.code in texts:
            return str(texts[self.code]).format(**self.details)
        from uitkomst.checks import finding_text

        said = finding_text(self.code, language)
        return f"{said.title} {said.do}"


@cache
def _texts(language: str) -> dict[str, object]:
    """The texts of all flows: those beside this file, and those of every folder that has some. Raises ValueError for one code twice."""
    found = dict(read_texts("uitkomst.flows", "refusals", language))
    for folder in sorted(one.name for one in files("uitkomst.flows").iterdir() if (one / f"refusals.{language}.toml").is_file()):
        own = read_texts(f"uitkomst.flows.{folder}", "refusals", language)
        if twice := set(found) & set(own):
            raise ValueError(f"refusals with two texts: {sorted(twice)}")
        found |= own
    return found


class NotFound(Exception):
    """It is not there, or not for this person: the same answer to both."""


class Sealed(Refused):
    """The figures are not open to this party yet. why: see ``records.seals.Why``; until: when it opens by itself."""

    def __init__(self, release_id: object, why: str, until: datetime | None = None) -> None:
        super().__init__(f"sealed_{why}", until=until.strftime("%d-%m-%Y") if until else "")
        self.release_id = release_id
        self.why = why
        self.until = until
