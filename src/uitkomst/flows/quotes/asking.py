"""Ask whether a sentence may be used: at each answer in own words by itself, never ticked before, kept with the words of the question.

Behind a link nobody younger than sixteen is asked: a parent has to agree as well (UAVG 5), and cannot there. On paper and at the closing
talk the practitioner writes down what both said: from twelve to fifteen the young person and a parent with custody, as for the help itself
(Jeugdwet 7.3.4). The parent agrees to the use and reads no answer. Under twelve nobody is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from uitkomst.care.operations import quotes as operations
from uitkomst.care.rules import age_on
from uitkomst.care.states import InformantKind
from uitkomst.care.types import Client, Informant, Invitation, Response
from uitkomst.flows.care.sheet import Sheet
from uitkomst.flows.refusals import Refused
from uitkomst.vocabulary.texts import read_texts

FROM_AGE = 16
WITH_PARENT = 12
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


@dataclass(frozen=True, slots=True)
class AskedTogether:
    """The same when a practitioner writes it down. parents: those who can agree as well; empty when this person decides alone."""

    asked: Asked
    parents: tuple[Informant, ...]
    parent_tick: str


def asked_together(invitation: Invitation, language: str, today: date) -> AskedTogether | None:
    """What is asked beside own words on paper and at the closing talk; None for who may not decide this and has nobody who may."""
    return asked_of(invitation.informant, invitation.trajectory.client, language, today)


def asked_of(informant: Informant, client: Client, language: str, today: date) -> AskedTogether | None:
    """The same of somebody who was not invited yet."""
    texts = read_texts("uitkomst.flows.quotes", "asked", language)
    young = informant.kind == InformantKind.YOUNG_PERSON
    age = age_on(client.born, today) if young else FROM_AGE
    if age is None or age < WITH_PARENT:
        return None
    parents = tuple(one for one in client.informants.all() if one.kind == InformantKind.PARENT and one.custody) if age < FROM_AGE else ()
    if age < FROM_AGE and not parents:
        return None
    question, means, tick = (str(texts[f"{name}_{'je' if young else 'u'}"]) for name in ("question", "means", "tick"))
    if parents:
        # Who is asked knows that a parent hears of it.
        means = f"{means} {texts['parent_means']}"
    return AskedTogether(Asked(question, means, tick), parents, str(texts["parent"]))


def keep_together(
    response: Response, invitation: Invitation, question_id: str, typed: Mapping[str, str], field: str, *, day: date, now: datetime
) -> None:
    """Keep what was said of one answer: ``<field>:let``, and ``<field>:parent`` for who is under sixteen. day: when it was said.

    Raises Refused (quote_parent_needed) when the young person agrees and it is not known which parent does.
    """
    found = asked_together(invitation, response.language, timezone.localdate(now))
    if typed.get(f"{field}:let") != "on" or found is None or not typed.get(field, "").strip():
        return
    parent = next((one for one in found.parents if str(one.pk) == typed.get(f"{field}:parent")), None)
    if found.parents and parent is None:
        raise Refused("quote_parent_needed", field=field)
    if parent is None and not _decides_alone(invitation, day):
        return
    wording = found.asked.wording + (f" [{found.parent_tick}]" if parent else "")
    operations.set_consent(response, question_id, wording, response.language, now=now, parent=parent.pk if parent else None)


def _decides_alone(invitation: Invitation, day: date) -> bool:
    if invitation.informant.kind != InformantKind.YOUNG_PERSON:
        return True
    age = age_on(invitation.trajectory.client.born, day)
    return age is not None and age >= FROM_AGE


def _may_decide(sheet: Sheet, now: datetime) -> bool:
    return _decides_alone(sheet.invitation, timezone.localdate(now))
