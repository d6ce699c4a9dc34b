"""Every address: health, language, log-in, and the pages of ``web``."""

from __future__ import annotations

from django.urls import include, path

from uitkomst.config.health import health
from uitkomst.config.metrics import metrics

urlpatterns = [
    path("health/", health, name="health"),
    path("metrics/", metrics, name="metrics"),
    path("language/", include("django.conf.urls.i18n")),
    path("account/", include("uitkomst.config.account_urls")),
    path("", include("uitkomst.web.urls")),
]
handler400 = "uitkomst.web.errors.bad_request"
handler500 = "uitkomst.web.errors.failed"
