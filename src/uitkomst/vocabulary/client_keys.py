"""The key that turns a BSN into a pseudonym, and the 11-test of the BSN.

A plain hash of nine digits can be undone by trying them all; HMAC-SHA-256 (RFC 2104) with a secret key cannot without the key.
The key is the user's own: there is no default, and it appears in no message. Source: definitions 1 (*Client*).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from pathlib import Path

from stdnum.nl import bsn as _bsn

from uitkomst.vocabulary.problems import Problem

KEY_VARIABLE = "UITKOMST_PSEUDONYM_KEY"
KEY_FILE_VARIABLE = "UITKOMST_PSEUDONYM_KEY_FILE"
SHORTEST_KEY = 32
PSEUDONYM_LENGTH = 32
_BLOCK = 64
_LONGEST_FILE = 10_000
_IN_TEXT = re.compile(r"(?<!\d)(\d{9}|\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]\d{3}[ .]\d{3})(?!\d)")
_BLOT = "•" * 9


def read_key(environment: Mapping[str, str] | None = None) -> bytes:
    """The key from UITKOMST_PSEUDONYM_KEY or the file named in UITKOMST_PSEUDONYM_KEY_FILE, as bytes.

    A text of hexadecimal digits is read as hexadecimal, any other text as UTF-8. Raises Problem when missing, too short or weak.
    """
    environment = os.environ if environment is None else environment
    text, file = environment.get(KEY_VARIABLE, "").strip(), environment.get(KEY_FILE_VARIABLE, "").strip()
    if text and file:
        raise Problem("key_twice")
    if file:
        text = _read_key_file(Path(file))
    if not text:
        raise Problem("key_missing")
    if len(text) < SHORTEST_KEY:
        raise Problem("key_short", length=len(text))
    if len(set(text)) < 4:
        raise Problem("key_weak")
    return bytes.fromhex(text) if re.fullmatch(r"(?:[0-9a-fA-F]{2})+", text) else text.encode()


def _read_key_file(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_LONGEST_FILE).decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        raise Problem("key_file") from None


def pseudonym(key: bytes, bsn: str) -> str:
    """The pseudonym of one BSN of nine digits: the first 32 hexadecimal digits of its HMAC-SHA-256."""
    return hmac.new(key, bsn.encode("ascii"), hashlib.sha256).hexdigest()[:PSEUDONYM_LENGTH]


def hmac_blocks(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer block of HMAC-SHA-256, so that the engine can hash many: H(outer + H(inner + text)). Source: RFC 2104."""
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def is_bsn(text: str) -> bool:
    """Whether these nine digits pass the 11-test (python-stdnum)."""
    return len(text) == 9 and text.isascii() and text.isdigit() and bool(_bsn.is_valid(text))


def holds_bsn(text: str) -> bool:
    """Whether this is a BSN, however its digits are spaced, or there is one in it."""
    return is_bsn(re.sub(r"[\s.\-]", "", text)) or without_bsn(text) != text


def without_bsn(text: str, instead: str = _BLOT) -> str:
    """The text with every BSN in it blotted out. Written with dashes it stays: numbers of case files are written so."""
    return _IN_TEXT.sub(lambda found: instead if is_bsn(re.sub(r"\D", "", found[1])) else found[1], text)
