"""An invitation to print, with a QR code. Source: product, principle 8 (an invitation never shows that it is care)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import segno
from django.utils import timezone

from uitkomst.care.states import Channel
from uitkomst.care.types import Invitation
from uitkomst.flows.care.addresses import answer_address, leave_address
from uitkomst.flows.care.invite_client import show_link
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.presentation.letters import Letter, render_letter
from uitkomst.vocabulary.texts import read_texts


def invitation_letter(*, actor: Actor, now: datetime, invitation_id: UUID | str) -> bytes:
    """The invitation as a PDF. Raises MayNot, NotFound, Refused (answered_already, answers_begun, not_asked_<reason>: also when this
    person may be asked, and not by letter)."""
    invitation, secret = show_link(actor=actor, now=now, invitation_id=invitation_id, channel=Channel.LETTER)
    if not secret:
        raise Refused("answers_begun")
    return render_letter(compose_invitation(invitation, secret))


def compose_invitation(invitation: Invitation, secret: str) -> Letter:
    """What stands in it: no name, no organisation, no word of help or care."""
    language = invitation.trajectory.client.language
    texts = read_texts("uitkomst.flows.client_letters", "letters", language)["invitation"]
    form = "child" if invitation.informant.kind == "young_person" else "adult"
    link = answer_address(secret)
    return Letter(
        language=language,
        title=texts[f"{form}_title"],
        opening=texts[f"{form}_opening"],
        paragraphs=(texts[form].format(until=_day(timezone.localtime(invitation.expires_at).date()) if invitation.expires_at else ""),),
        closing=texts[f"{form}_closing"].format(stop=leave_address(invitation.informant)),
        link=link,
        code=segno.make(link, error="m", micro=False).svg_inline(scale=5, border=4),
        code_text=texts["code"],
    )


def _day(value: date) -> str:
    return f"{value.day}-{value.month}-{value.year}"
