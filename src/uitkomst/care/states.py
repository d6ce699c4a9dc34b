"""The words of the care register: no database. Each with the texts of its reader elsewhere."""

from __future__ import annotations

from enum import StrEnum

from uitkomst.vocabulary.channels import Channel as Channel


class InformantKind(StrEnum):
    """Who answers. Source: Informatieprotocol Beleidsinformatie Jeugd, version 7, 4.5."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"


class Side(StrEnum):
    """Whose view on a goal it is; the views of different sides are never merged."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"
    PRACTITIONER = "practitioner"


class Moment(StrEnum):
    """When in the help a questionnaire is asked (the words of ``questionnaires.MOMENTS``)."""

    START = "start"
    PROGRESS = "progress"
    END = "end"
    FOLLOW_UP = "follow_up"


class Scale(StrEnum):
    """How far a goal is reached. gas: goal attainment scaling, −2 … +2; three: not (0), partly (1), fully (2)."""

    GAS = "gas"
    THREE = "three"


SCORES: dict[Scale, tuple[int, ...]] = {Scale.GAS: (-2, -1, 0, 1, 2), Scale.THREE: (0, 1, 2)}


class StopReason(StrEnum):
    """Why an invitation will not be answered: what stopped it, or what somebody told."""

    NO_CONTACT = "no_contact"
    UNSAFE_ADDRESS = "unsafe_address"
    DIED = "died"
    WITHDRAWN = "withdrawn"
    UNSUBSCRIBED = "unsubscribed"
    EXPIRED = "expired"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    CANNOT_ANSWER = "cannot_answer"
    TOO_HEAVY = "too_heavy"
    NOT_ASKED = "not_asked"
    REPLACED = "replaced"
    ELSEWHERE = "elsewhere"


TOLD_REASONS = (
    StopReason.REFUSED, StopReason.NOT_REACHED, StopReason.CANNOT_ANSWER, StopReason.TOO_HEAVY, StopReason.NOT_ASKED,
)  # fmt: skip
"""The reasons for non-response that a practitioner can choose."""


class MessageKind(StrEnum):
    """What is sent: the invitation, or a reminder of it."""

    INVITATION = "invitation"
    REMINDER = "reminder"


class MessageState(StrEnum):
    """waiting: to be sent. sending: handed over now. sent. unsure: the worker died while handing it over, so it is never sent again.

    failed: refused by whom it was handed to. stopped: not needed any more.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    FAILED = "failed"
    STOPPED = "stopped"


class CaseloadState(StrEnum):
    """waiting: its columns are chosen, or its difference is read. accepted: taken in. withdrawn: not taken in. expired: waited too long."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class RequestKind(StrEnum):
    """What somebody may ask about the own data. Source: Jeugdwet 7.3.9 (erase), 7.3.10 (see, copy); AVG 16 (correct)."""

    SEE = "see"
    CORRECT = "correct"
    STATEMENT = "statement"
    ERASE = "erase"


class RequestState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"


class ErasedFor(StrEnum):
    """Why data were erased."""

    REQUEST = "request"
    RETENTION = "retention"


class CaseKind(StrEnum):
    """How a case goes that is brought to the team: well (what can be learned from it), or stuck."""

    WELL = "well"
    STUCK = "stuck"


class QuoteState(StrEnum):
    """draft: being made untraceable. proposed: waits for a second person. approved: others may read it. withdrawn: by the client."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class FromDeliveryState(StrEnum):
    """waiting: it says something that the register does not. nothing: it does not. taken: (some of) it was taken over. left: none of it."""

    WAITING = "waiting"
    NOTHING = "nothing"
    TAKEN = "taken"
    LEFT = "left"
