"""A real gateway for text messages: an HTTP server on this machine that keeps what it gets, and can be told to answer otherwise."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import override_settings

TOKEN = "a token for tests alone"


class Gateway:
    """What came: the texts that were taken (each key once), and every request. ``answer``: what it says; 200 takes it."""

    def __init__(self) -> None:
        self.answer = 200
        self.requests: list[dict[str, Any]] = []
        self.address = ""

    @property
    def texts(self) -> list[dict[str, Any]]:
        """The messages that left: of the same key one."""
        return list({one["key"]: one for one in self.requests if one["answer"] == 200}.values())

    def only(self) -> dict[str, Any]:
        """The one message that left."""
        (text,) = self.texts
        return text


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told = {"key": self.headers["Idempotency-Key"], "token": self.headers["Authorization"], "answer": gateway.answer}
            gateway.requests.append({**body, **told})
            if gateway.answer:
                self.send_response(gateway.answer)
                self.send_header("Location", f"{gateway.address}elsewhere/")
                self.end_headers()
                # As gateways do: the answer says what it is about.
                self.wfile.write(json.dumps({"to": body["to"]}).encode())

        def log_message(self, *_: Any) -> None:
            return

    return Handler


@pytest.fixture(scope="session")
def sms_server() -> Iterator[Gateway]:
    """The server, once a run; it takes any free port."""
    gateway = Gateway()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(gateway))
    gateway.address = f"http://127.0.0.1:{server.server_port}/messages/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield gateway
    server.shutdown()
    server.server_close()


@pytest.fixture
def gateway(sms_server: Gateway) -> Iterator[Gateway]:
    """The application sends its text messages to the gateway, which is empty at the start of the test."""
    sms_server.requests, sms_server.answer = [], 200
    with override_settings(SMS="json", SMS_URL=sms_server.address, SMS_TOKEN=TOKEN, SMS_FROM="Vragen"):
        yield sms_server
