"""Django's name for this package."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "uitkomst.organisations"
    label = "organisations"
