"""The tables of the care register. Imported only inside this package; others use queries and operations."""

from uitkomst.care.models.answering import Answer, HelpLine, Invitation, Message, OwnLink, Response
from uitkomst.care.models.caseload import CaseloadFile, CaseloadMapping
from uitkomst.care.models.clients import Change, Client, Informant, Trajectory
from uitkomst.care.models.goals import Goal, GoalView

__all__ = [
    "Answer", "CaseloadFile", "CaseloadMapping", "Change", "Client", "Goal", "GoalView", "HelpLine", "Informant", "Invitation", "Message",
    "OwnLink", "Response", "Trajectory",
]  # fmt: skip
