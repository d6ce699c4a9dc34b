"""A small but real OpenID Connect provider for tests: discovery, keys, authorisation, token (with PKCE and client secret), user info.

Who logs in is what the test says; the browser's part (consent) is given at once. Tokens are signed (RS256).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "uitkomst", "a secret of the tests"


class Provider(ThreadingHTTPServer):
    """who: the claims about whoever logs in now; refuses: says that the person broke off."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.who: dict[str, Any] = {}
        self.refuses = False
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_: object) -> None:
        """Nothing on the screen."""

    def _json(self, said: dict[str, Any], status: int = 200) -> None:
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        """Discovery, keys, authorisation, user info."""
        provider, url = self.server, urlsplit(self.path)
        if url.path == "/.well-known/openid-configuration":
            endpoints = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "me", "jwks_uri": "keys"}
            self._json({"issuer": provider.address, **{name: f"{provider.address}/{path}" for name, path in endpoints.items()}})
        elif url.path == "/keys":
            self._json({"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(provider.key.public_key())), "kid": "1", "use": "sig"}]})
        elif url.path == "/authorize":
            self._authorize({name: values[0] for name, values in parse_qs(url.query).items()})
        elif url.path == "/me":
            claims = provider.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
            self._json(claims or {"error": "invalid_token"}, 200 if claims else 401)

    def _authorize(self, asked: dict[str, str]) -> None:
        code = secrets.token_hex(16)
        self.server.codes[code] = asked
        answer = {"error": "access_denied"} if self.server.refuses else {"code": code}
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({**answer, 'state': asked['state']})}")
        self.end_headers()

    def do_POST(self) -> None:
        """The token: for the right client, secret, code and proof, once."""
        provider = self.server
        sent = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        asked = provider.codes.pop(sent.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        right = asked is not None and (asked.get("code_challenge"), asked["redirect_uri"]) == (proof, sent.get("redirect_uri"))
        if not right or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            self._json({"error": "invalid_grant"}, 400)
            return
        token, now = secrets.token_hex(16), int(time.time())
        provider.tokens[token] = dict(provider.who)
        claims = {"iss": provider.address, "aud": CLIENT, "iat": now, "exp": now + 60, **provider.who}
        signed = jwt.encode(claims, provider.key, algorithm="RS256", headers={"kid": "1"})
        self._json({"access_token": token, "token_type": "Bearer", "expires_in": 60, "id_token": signed})


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """The provider, while inside."""
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join()
