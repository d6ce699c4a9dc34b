"""The names of what queries hand out, for type hints elsewhere. Models themselves are used only inside this package."""

from uitkomst.care.models import (
    Answer,
    BroughtCase,
    CaseloadFile,
    Change,
    Client,
    ClientRequest,
    FromDelivery,
    Goal,
    GoalView,
    HelpLine,
    Informant,
    Invitation,
    Message,
    News,
    NewsMessage,
    NormTable,
    OwnLink,
    Quote,
    QuoteConsent,
    Response,
    RetentionRun,
    Score,
    TeamTalk,
    Trajectory,
)

__all__ = [
    "Answer", "BroughtCase", "CaseloadFile", "Change", "Client", "ClientRequest", "FromDelivery", "Goal", "GoalView", "HelpLine",
    "Informant", "Invitation", "Message", "News", "NewsMessage", "NormTable", "OwnLink", "Quote", "QuoteConsent", "Response",
    "RetentionRun", "Score", "TeamTalk", "Trajectory",
]  # fmt: skip
