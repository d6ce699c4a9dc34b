"""The type of what waits; no room of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. code: a room's word for it (texts: start_heading, start_text, start_button); object_id: what it is about;
    details: what its texts need. less: True when it may always be done, and so comes after what really waits."""

    code: str
    object_id: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    less: bool = False
