"""Where conversations are prepared, held and looked back on."""

from __future__ import annotations

from django.urls import path

from uitkomst.organisations.rights import Right
from uitkomst.web.conversation import (
    agreeing,
    back,
    expecting,
    follow,
    listing,
    minutes,
    moving,
    news,
    papers,
    practice,
    preparing,
    stopping,
    subject,
)
from uitkomst.web.rooms import NavLink

NAV = (NavLink(30, "conversations", "conversations", Right.SEE_CONVERSATIONS, ("/conversations/", "/quotes/")),)
WAITING = {
    "prepare_conversation": ("conversation", "conversation_id"),
    "expect_conversation": ("conversation_expecting", "conversation_id"),
    "expect_conversation_soon": ("conversation_expecting", "conversation_id"),
    "expect_conversation_late": ("conversation_expecting", "conversation_id"),
    "follow_action": ("conversation_agreeing", "conversation_id"),
    "hold_conversation": ("conversation", "conversation_id"),
    "confirm_minutes": ("conversation_minutes", "conversation_id"),
    "look_back": ("conversation_start", ""),
    "tell_clients": ("conversation_news", "conversation_id"),
}
_ONE = "conversations/<uuid:conversation_id>/"
urlpatterns = [
    path("conversations/", listing.conversations, name="conversations"),
    path("conversations/new/", listing.start, name="conversation_start"),
    path("conversations/practice/", practice.practice, name="conversation_practice"),
    path(_ONE, listing.conversation, name="conversation"),
    path(f"{_ONE}preparing/", preparing.preparing, name="conversation_preparing"),
    path(f"{_ONE}expecting/", expecting.expecting, name="conversation_expecting"),
    path(f"{_ONE}subject/<slug:indicator>/", subject.subject, name="conversation_subject"),
    path(f"{_ONE}subject/<slug:indicator>/table/", subject.table, name="conversation_table"),
    path(f"{_ONE}follow/", follow.follow, name="conversation_follow"),
    path(f"{_ONE}back/", back.back, name="conversation_back"),
    path(f"{_ONE}papers/", papers.papers, name="conversation_papers"),
    path(f"{_ONE}papers/<slug:paper>.<slug:kind>", papers.paper, name="conversation_paper"),
    path(f"{_ONE}news/", news.news, name="conversation_news"),
    path(f"{_ONE}agreeing/", agreeing.agreeing, name="conversation_agreeing"),
    path(f"{_ONE}actions/<uuid:action_id>/", agreeing.action, name="conversation_action"),
    path(f"{_ONE}minutes/", minutes.minutes, name="conversation_minutes"),
    path(f"{_ONE}minutes/b/", minutes.part_b, name="conversation_part_b"),
    path(f"{_ONE}renew/", moving.renew, name="conversation_renew"),
    path(f"{_ONE}move/", moving.move, name="conversation_move"),
    path(f"{_ONE}stop/", stopping.stop, name="conversation_stop"),
]
