"""Django's name for this package."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "uitkomst.care"
    label = "care"
