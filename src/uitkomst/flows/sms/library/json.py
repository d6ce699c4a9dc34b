"""A plain gateway: one HTTPS request with JSON for each message.

    POST <UITKOMST_SMS_URL>
    Authorization: Bearer <UITKOMST_SMS_TOKEN>
    Idempotency-Key: <the same for the same message>
    {"from": "…", "to": "+31612345678", "text": "…"}

2xx: taken. 422: this number gets none, and never will. Any other answer: not taken, tried again later with the same key. No answer:
nobody knows, and it is not tried again. Source of the header: draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings

from uitkomst.flows.mail import NotSent

_SECONDS = 15
_REFUSED = 422
_BEFORE_IT_LEFT = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)


class _GoNowhereElse(urllib.request.HTTPRedirectHandler):
    """The token and the number go to the address that was set, and to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_GoNowhereElse)


def send(*, to: str, text: str, key: str) -> None:
    """Hand one message over. Raises NotSent."""
    body = json.dumps({"from": settings.SMS_FROM, "to": to, "text": text}).encode()
    head = {"Authorization": f"Bearer {settings.SMS_TOKEN}", "Content-Type": "application/json", "Idempotency-Key": key}
    request = urllib.request.Request(settings.SMS_URL, data=body, headers=head, method="POST")
    try:
        with _OPENER.open(request, timeout=_SECONDS):
            return
    except urllib.error.HTTPError as answer:
        # Only the number of the answer: its words can hold the telephone number.
        answer.close()
        raise NotSent(final=answer.code == _REFUSED, why=f"answer {answer.code}") from None
    except (OSError, http.client.HTTPException) as error:
        cause = error.reason if isinstance(error, urllib.error.URLError) and isinstance(error.reason, Exception) else error
        raise NotSent(certain=isinstance(cause, _BEFORE_IT_LEFT), why=type(cause).__name__) from None
