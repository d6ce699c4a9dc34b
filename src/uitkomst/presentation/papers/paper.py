"""What a paper says, as blocks in reading order; the same for page, PDF and DOCX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """kind: h (heading), h3, p, lead, li or quote. who: whose words they are, or "". release: whose figures it tells, or ""."""

    kind: str
    text: str
    who: str = ""
    release: str = ""

    def as_data(self) -> dict[str, str]:
        """As kept with the minutes."""
        return {"kind": self.kind, "text": self.text, "who": self.who} | ({"release": self.release} if self.release else {})

    @classmethod
    def of(cls, data: dict[str, Any]) -> Block:
        """As it was kept."""
        return cls(str(data["kind"]), str(data["text"]), str(data.get("who", "")), str(data.get("release", "")))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper. mark: what must stand on every page (who may read it); footer: from which conversation and when."""

    language: str
    title: str
    subtitle: str
    mark: str
    footer: str
    page: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Poster:
    """'Jullie zeiden … Wij doen …': at most three pairs, large type, no figure."""

    language: str
    said: str
    done: str
    pairs: tuple[tuple[str, str], ...]
    footer: str
