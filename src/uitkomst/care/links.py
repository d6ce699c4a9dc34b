"""Personal links: made anew when needed from what is kept and the secret of the installation; the database holds only their hashes.

A link holds 160 bits by chance, so it cannot be guessed; whoever takes the database away has no links.
"""

from __future__ import annotations

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

_BYTES = 20


def new_nonce() -> str:
    """What makes a link another one: with a new nonce the old link is worth nothing."""
    return secrets.token_hex(16)


def token_of(purpose: str, key: object, nonce: str) -> str:
    """The secret part of a link, 27 letters and digits."""
    digest = salted_hmac(f"uitkomst.care.{purpose}", f"{key}:{nonce}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:_BYTES]).rstrip(b"=").decode()


def leave_token(nonce: str) -> str:
    """The secret part of the link by which somebody asks to be sent nothing more."""
    return token_of("leave", "", nonce)


def new_leave_link() -> dict[str, str]:
    """What is kept of such a link, for somebody who is new."""
    nonce = new_nonce()
    return {"leave_nonce": nonce, "leave_hash": hash_of(leave_token(nonce))}


def hash_of(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()
