"""Django's name for this package; on start it watches log-ins for the audit log, asks SQLite for its limits, and checks the settings."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "uitkomst.config"
    label = "config"

    def ready(self) -> None:
        from uitkomst.config import checks, log_in_events, sqlite

        checks.register()
        log_in_events.connect()
        sqlite.connect()
