"""Problems: something the user must put right before the work can start. One line of text in each language, never any data.

The texts are in problems.nl.toml and problems.en.toml, by code.
"""

from __future__ import annotations

from uitkomst.vocabulary.texts import read_texts


class Problem(ValueError):
    """The work cannot be done with this input; ``text`` says what, where and what to do. A command ends with exit code 2."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(self.text("en"))

    def text(self, language: str = "nl") -> str:
        """What went wrong and what to do, in one language."""
        texts = read_texts("uitkomst.vocabulary", "problems", language)
        return str(texts[self.code]).format(**self.details)


def as_problem(error: ValueError) -> Problem:
    """What was wrong with a request, in the user's own language where the error knows it."""
    return error if isinstance(error, Problem) else Problem("wrong_request", what=str(error))
