"""The tables of the care register. Imported only inside this package; others use queries and operations."""

from uitkomst.care.models.answering import Answer, HelpLine, Invitation, Message, OwnLink, Response
from uitkomst.care.models.caseload import CaseloadFile, CaseloadMapping
from uitkomst.care.models.clients import Change, Client, Informant, Trajectory
from uitkomst.care.models.goals import Goal, GoalView
from uitkomst.care.models.rights import ClientRequest, Erasure, RetentionRun

__all__ = [
    "Answer", "CaseloadFile", "CaseloadMapping", "Change", "Client", "ClientRequest", "Erasure", "Goal", "GoalView", "HelpLine",
    "Informant", "Invitation", "Message", "OwnLink", "Response", "RetentionRun", "Trajectory",
]  # fmt: skip
