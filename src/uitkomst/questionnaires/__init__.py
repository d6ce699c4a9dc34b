"""Questionnaires as data: questions, wordings, routing, answers, and what becomes of answers. Pure: no Django, no clock."""

from uitkomst.questionnaires.answering import AnswerWrong, check_answer, read_answer
from uitkomst.questionnaires.delivery import SentResponse, delivery_fields, outcome_answers, response_that_counts
from uitkomst.questionnaires.goals import GoalCounts, GoalViews, count_goals, deciding_view, goal_fields, is_achieved
from uitkomst.questionnaires.load import FaultyQuestionnaire, by_key, current, current_for, load_questionnaires
from uitkomst.questionnaires.questionnaire import Answer, Question, Questionnaire, Shown, shown
from uitkomst.questionnaires.routing import answers_that_count, next_question, place, previous_question, questions_asked, still_missing

__all__ = [
    "Answer",
    "AnswerWrong",
    "FaultyQuestionnaire",
    "GoalCounts",
    "GoalViews",
    "Question",
    "Questionnaire",
    "SentResponse",
    "Shown",
    "answers_that_count",
    "by_key",
    "check_answer",
    "count_goals",
    "current",
    "current_for",
    "deciding_view",
    "delivery_fields",
    "goal_fields",
    "is_achieved",
    "load_questionnaires",
    "next_question",
    "outcome_answers",
    "place",
    "previous_question",
    "questions_asked",
    "read_answer",
    "response_that_counts",
    "shown",
    "still_missing",
]
