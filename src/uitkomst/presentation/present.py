"""Write a mirror: HTML, PDF or XLSX, by the ending of the file's name."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .build import build_document
from .document import Document
from .html import render_html
from .mirror import Mirror
from .pdf import render_pdf
from .xlsx import render_xlsx

ENDINGS = (".html", ".pdf", ".xlsx")


def rendered(document: Document, ending: str) -> bytes:
    """The document as the content of a file with this ending, one of ``ENDINGS``."""
    if ending == ".html":
        return render_html(document).encode("utf-8")
    return render_pdf(document) if ending == ".pdf" else render_xlsx(document)


def present_mirror(mirror: Mirror, language: str, out: Path) -> Path:
    """Write the mirror as ``.html``, ``.pdf`` or ``.xlsx``; it appears by rename, so that nothing half-written is left.

    Raises ValueError for another ending or language, OSError when the file cannot be written.
    """
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise ValueError(f"'{out.name}' must end in .html, .pdf or .xlsx")
    content = rendered(build_document(mirror, language), ending)
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
