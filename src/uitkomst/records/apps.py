"""Django's name for this package."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "uitkomst.records"
    label = "records"
