"""Log-in with the organisation's own identity provider (OpenID Connect): only for people who have an account here already."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

PROVIDER = "own"
"""The provider's name in our addresses: /account/oidc/own/login/."""


def oidc_settings(url: str, client: str, secret: str, name: str) -> dict[str, Any]:
    """allauth's settings; without an address there is no such log-in."""
    app = {"provider_id": PROVIDER, "name": name, "client_id": client, "secret": secret, "settings": {"server_url": url.rstrip("/")}}
    return {"openid_connect": {"APPS": [app] if url else [], "OAUTH_PKCE_ENABLED": True}}


def origin(url: str) -> str:
    """Where a browser is sent, for the content security policy; "" without an address."""
    found = urlsplit(url)
    return f"{found.scheme}://{found.netloc}" if found.netloc else ""


def oidc_fault(url: str, client: str, secret: str) -> str:
    """What is wrong: address, client or secret; "" when nothing is."""
    if not url:
        return ""
    found = urlsplit(url)
    local = found.hostname in ("localhost", "127.0.0.1")
    if not found.hostname or not (found.scheme == "https" or (found.scheme == "http" and local)):
        return "address"
    return "client" if not client else "secret" if not secret else ""
