"""The tables of the care register. Imported only inside this package; others use queries and operations."""

from uitkomst.care.models.answering import Answer, HelpLine, Invitation, Message, OwnLink, Response
from uitkomst.care.models.caseload import CaseloadFile, CaseloadMapping
from uitkomst.care.models.clients import Change, Client, Informant, Trajectory
from uitkomst.care.models.from_deliveries import FromDelivery
from uitkomst.care.models.goals import Goal, GoalView
from uitkomst.care.models.messages import MessageMeanings, MessageRecord, SetAside
from uitkomst.care.models.news import News, NewsMessage
from uitkomst.care.models.quotes import Quote, QuoteConsent, QuoteReader
from uitkomst.care.models.rights import ClientRequest, Erasure, RetentionRun
from uitkomst.care.models.scores import NormTable, Score
from uitkomst.care.models.team_talk import BroughtCase, Explanation, TeamTalk
from uitkomst.care.models.tries import Tries

__all__ = [
    "Answer", "BroughtCase", "CaseloadFile", "CaseloadMapping", "Change", "Client", "ClientRequest", "Erasure", "Explanation",
    "FromDelivery", "Goal", "GoalView", "HelpLine", "Informant", "Invitation", "Message", "MessageMeanings", "MessageRecord", "News",
    "NewsMessage", "NormTable", "OwnLink", "Quote", "QuoteConsent", "QuoteReader", "Response", "RetentionRun", "Score", "SetAside",
    "TeamTalk", "Trajectory", "Tries",
]  # fmt: skip
