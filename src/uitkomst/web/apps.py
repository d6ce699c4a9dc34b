"""Django's name for this package."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "uitkomst.web"
    label = "web"
