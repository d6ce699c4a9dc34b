"""The names of what queries hand out, for type hints elsewhere. Models themselves are used only inside this package."""

from uitkomst.care.models import (
    Answer,
    CaseloadFile,
    Change,
    Client,
    ClientRequest,
    Goal,
    GoalView,
    HelpLine,
    Informant,
    Invitation,
    Message,
    OwnLink,
    Response,
    RetentionRun,
    Trajectory,
)

__all__ = [
    "Answer", "CaseloadFile", "Change", "Client", "ClientRequest", "Goal", "GoalView", "HelpLine", "Informant", "Invitation", "Message",
    "OwnLink", "Response", "RetentionRun", "Trajectory",
]  # fmt: skip
