"""Why a flow of the application does not do what was asked. Each has a text for the reader, in refusals.nl.toml and refusals.en.toml."""

from __future__ import annotations

from datetime import datetime

from uitkomst.vocabulary.texts import read_texts


class Refused(Exception):
    """This cannot be done, or not now. ``text`` says what, what was kept, and what to do."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(code)

    def text(self, language: str = "nl") -> str:
        """A sentence or two for the reader. Findings of files have their texts in ``checks``."""
        texts = read_texts("uitkomst.flows", "refusals", language)
        if self.code in texts:
            return str(texts[self.code]).format(**self.details)
        from uitkomst.checks import finding_text

        said = finding_text(self.code, language)
        return f"{said.title} {said.do}"


class NotFound(Exception):
    """It is not there, or not for this person: the same answer to both."""


class Sealed(Refused):
    """The figures are not open to this party yet. why: see ``records.seals.Why``; until: when it opens by itself."""

    def __init__(self, release_id: object, why: str, until: datetime | None = None) -> None:
        super().__init__(f"sealed_{why}", until=until.strftime("%d-%m-%Y") if until else "")
        self.release_id = release_id
        self.why = why
        self.until = until
