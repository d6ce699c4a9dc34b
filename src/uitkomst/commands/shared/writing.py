"""A file that a command writes appears by rename: whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(out: Path, text: str) -> None:
    """Write a text. Raises OSError when that cannot be; then nothing is left."""
    unfinished = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
