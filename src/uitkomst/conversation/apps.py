"""Django's name for this package."""

from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "uitkomst.conversation"
    label = "conversation"
