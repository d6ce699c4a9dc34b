"""Write the help lines of a provider."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from uitkomst.care.models import HelpLine


def put_help_lines(provider_id: int, lines: Sequence[Mapping[str, Any]]) -> None:
    """These take the place of what was there; each with the day on which somebody looked whether it is right, or without."""
    HelpLine.objects.filter(provider_id=provider_id).delete()
    HelpLine.objects.bulk_create(HelpLine(provider_id=provider_id, position=number, **line) for number, line in enumerate(lines, 1))
