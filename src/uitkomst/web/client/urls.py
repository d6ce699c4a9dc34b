"""Where clients answer. The addresses say nothing: ``v`` and a secret."""

from __future__ import annotations

from django.urls import path

from uitkomst.web.client import answering, leaving, own

urlpatterns = [
    path("v/<str:token>/", answering.start, name="answer"),
    path("v/<str:token>/q/<slug:question_id>/", answering.question, name="answer_question"),
    path("v/<str:token>/send/", answering.send, name="answer_send"),
    path("v/<str:token>/news/", answering.news, name="answer_news"),
    path("v/<str:token>/back/", answering.take_back, name="answer_take_back"),
    path("v/<str:token>/language/", answering.language, name="answer_language"),
    path("v/own/<str:token>/", own.own, name="own_goals"),
    path("v/own/<str:token>/back/", own.take_back, name="own_take_back"),
    path("v/stop/<str:secret>/", leaving.leave, name="leave"),
]
