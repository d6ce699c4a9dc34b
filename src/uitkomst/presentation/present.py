"""Write a mirror: HTML or PDF, by the ending of the file's name."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .build import build_document
from .html import render_html
from .mirror import Mirror
from .pdf import render_pdf


def present_mirror(mirror: Mirror, language: str, out: Path) -> Path:
    """Write the mirror as ``.html`` or ``.pdf``; it appears by rename, so that nothing half-written is left.

    Raises ValueError for another ending or language, OSError when the file cannot be written.
    """
    ending = out.suffix.lower()
    if ending not in (".html", ".pdf"):
        raise ValueError(f"'{out.name}' must end in .html or .pdf")
    document = build_document(mirror, language)
    content = render_html(document).encode("utf-8") if ending == ".html" else render_pdf(document)
    handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(out)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return out
