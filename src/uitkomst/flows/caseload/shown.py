"""What the page of a caseload file shows, whether it is a table or a batch of messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from uitkomst.care.types import CaseloadFile
from uitkomst.flows.caseload.compare import Compared
from uitkomst.intake.caseload import CaseFinding


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One field with the heading chosen for it ("" = none) and some of its cells. fault: a code, "" when it is well."""

    name: str
    required: bool
    heading: str
    examples: tuple[str, ...]
    fault: str


@dataclass(frozen=True, slots=True)
class WordShown:
    """A word of the file that we do not know, how often it stands there, and what it can mean.

    label: the word as people read it, when it is a code; since: the day on which help began. chosen: what was chosen for this file before.
    """

    field: str
    word: str
    number: int
    choices: tuple[tuple[str, str], ...]
    label: str = ""
    since: date | None = None
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class FoundShown:
    """Findings of one kind about one field, with one example. level: error, signal, repair."""

    code: str
    level: str
    number: int
    title: str
    do: str
    example: CaseFinding


@dataclass(frozen=True, slots=True)
class CaseloadShown:
    """All of the page. compared: None when the file was decided before. names: of accounts and teams, as values of fields.

    messages: the names of the files of a batch of messages, in the order of the lines of findings; empty for a table. set_aside,
    restored: (client number, form/start) of help that is set aside, and that is there again. to_keep: records kept with their client.
    """

    file: CaseloadFile
    headings: tuple[str, ...] = ()
    columns: tuple[ColumnShown, ...] = ()
    words: tuple[WordShown, ...] = ()
    found: tuple[FoundShown, ...] = ()
    compared: Compared | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[str, ...] = ()
    set_aside: tuple[tuple[str, str], ...] = ()
    restored: tuple[tuple[str, str], ...] = ()
    to_keep: int = 0

    @property
    def may_accept(self) -> bool:
        if self.compared is None or self.compared.faults:
            return False
        return not self.nothing_yet and bool(
            self.compared.caseload.used or self.to_keep if self.messages else self.compared.caseload.clients
        )

    @property
    def nothing_yet(self) -> bool:
        """Whether there is nothing to take in before something was chosen."""
        return bool(self.messages and self.nothing_new and any(not one.chosen for one in self.words))

    @property
    def nothing_new(self) -> bool:
        """Whether taking it in would change nothing."""
        return self.compared is not None and self.compared.difference.is_empty and not (self.set_aside or self.restored or self.to_keep)
