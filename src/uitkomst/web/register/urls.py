"""Where the register of a provider is kept: its delivery, and the help lines. (The caseload file has a room of its own.)"""

from __future__ import annotations

from django.urls import path

from uitkomst.organisations.rights import Right
from uitkomst.web.register import register
from uitkomst.web.rooms import NavLink

NAV = (NavLink(12, "register", "register", Right.KEEP_REGISTER, ("/register/",)),)
urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/help/", register.help_lines, name="help_lines"),
]
