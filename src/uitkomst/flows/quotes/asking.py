"""Ask whether a sentence may be used: at each answer in own words by itself, never ticked before, kept with the words of the question.

Whoever is younger than sixteen is not asked: for them a parent would have to decide (AVG 8, UAVG 5), and a parent may not read the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from uitkomst.care.operations import quotes as operations
from uitkomst.care.rules import age_on
from uitkomst.care.states import InformantKind
from uitkomst.flows.care.sheet import Sheet
from uitkomst.vocabulary.texts import read_texts

FROM_AGE = 16
"""Full years."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as it stands on the screen: what is asked, what it means, and what one ticks."""

    question: str
    means: str
    tick: str

    @property
    def wording(self) -> str:
        """What is kept with a consent."""
        return f"{self.question} {self.means} [{self.tick}]"


def asked(sheet: Sheet, question_id: str, now: datetime) -> Asked | None:
    """What is asked beside this question; None when nothing is: no own words, for the total alone, or too young to decide this."""
    shown = sheet.shown(question_id)
    if shown.kind != "open" or sheet.for_total(question_id) or not _may_decide(sheet, now):
        return None
    texts = read_texts("uitkomst.flows.quotes", "asked", sheet.language)
    you = "je" if sheet.invitation.informant.kind == InformantKind.YOUNG_PERSON else "u"
    return Asked(*(str(texts[f"{name}_{you}"]) for name in ("question", "means", "tick")))


def keep(sheet: Sheet, question_id: str, *, let: bool, now: datetime) -> None:
    """Keep what was ticked beside an answer that was just kept; not ticked is no."""
    found = asked(sheet, question_id, now) if let else None
    if sheet.response is not None:
        operations.set_consent(sheet.response, question_id, found.wording if found else "", sheet.language, now=now)


def _may_decide(sheet: Sheet, now: datetime) -> bool:
    if sheet.invitation.informant.kind != InformantKind.YOUNG_PERSON:
        return True
    age = age_on(sheet.invitation.trajectory.client.born, timezone.localdate(now))
    return age is not None and age >= FROM_AGE
