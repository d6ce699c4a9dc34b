"""Whether a text tells a share: "63%", "4 van de 10", "two out of three". Pure.

What may hold no figure (a lesson for everybody) is looked through for it: a share of a few clients can be traced back to them.
"""

from __future__ import annotations

import re

_MANY = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|vijftig|honderd|duizend"
    "|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty|hundred"
)
_PART = rf"(?:\d+|\b(?:een|één|eén|one|{_MANY})\b)"
_WHOLE = rf"(?:\d+|\b(?:{_MANY})\b)"
_OF = r"(?:van\s+(?:de|elke|iedere)|van|op\s+(?:de|elke|iedere)|op|uit|out\s+of(?:\s+every)?|of\s+every|of\s+the|in\s+every|in)"
_PIECE = r"\b(?:(?:de\s+)?helft|(?:een|één|twee|drie)?\s?(?:derde|kwart)|two[\s-]thirds|a\s+(?:third|quarter)|half)\s+(?:van|of)\b"
_SHARE = re.compile(
    rf"\d\s*(?:[%‰]|(?:procent|percent|pct|van de|out of|of every)\b)|\b(?:{_MANY})\s+(?:procent|percent)\b"
    rf"|{_PART}\s+{_OF}\s+{_WHOLE}|{_PIECE}",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"(?<![\d/])(\d+)\s*/\s*(\d+)(?![\d/])")


def tells_share(text: str) -> bool:
    """Whether there is a share in it, in digits or in words. "24/7", days and ages are none."""
    return bool(_SHARE.search(text)) or any(int(part) <= int(whole) for part, whole in _FRACTION.findall(text))
