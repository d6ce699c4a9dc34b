"""The verdicts every unit of an indicator can get, exactly one each (definitions 3)."""

from enum import StrEnum


class Verdict(StrEnum):
    """``met`` says that the event happened; nothing here says which direction is good."""

    OUTSIDE = "outside"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"
    MET = "met"
    NOT_MET = "not_met"
    KNOWN = "known"


class Informant(StrEnum):
    """Who answered: the young person, or the parent or carer (protocol version 7, 4.5)."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"


class Audience(StrEnum):
    """For whom a release is made (definitions 6)."""

    OWN = "own"
    PARTNER = "partner"
    OPEN = "open"
