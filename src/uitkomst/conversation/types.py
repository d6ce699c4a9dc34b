"""The names of what queries hand out, for type hints elsewhere. Models themselves are used only inside this package."""

from uitkomst.conversation.models import (
    Answer,
    Conversation,
    ExpectedLine,
    Explanation,
    ImprovementAction,
    Minutes,
    Participant,
    Party,
    ProgressNote,
    Shared,
    Showing,
    Voice,
)

__all__ = [
    "Answer",
    "Conversation",
    "ExpectedLine",
    "Explanation",
    "ImprovementAction",
    "Minutes",
    "Participant",
    "Party",
    "ProgressNote",
    "Shared",
    "Showing",
    "Voice",
]
