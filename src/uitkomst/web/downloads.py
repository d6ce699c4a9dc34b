"""A file as an answer: to be kept, or to be opened and printed at once."""

from __future__ import annotations

from django.http import HttpResponse


def as_file(content: bytes | str, content_type: str, name: str) -> HttpResponse:
    """To be kept under this name."""
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def as_letter(content: bytes) -> HttpResponse:
    """A letter to a client, to be opened and printed; the name of the file says nothing."""
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="brief.pdf"'})
