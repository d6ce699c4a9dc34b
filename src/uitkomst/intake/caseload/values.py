"""One cell of a caseload: the value meant, and what was put right or is wrong with it. Pure; ``today`` bounds what can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.municipalities import read_known_codes, read_municipalities
from uitkomst.vocabulary.phones import read_phone

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan januari", "feb februari", "mrt maart mar march", "apr april", "mei may", "jun juni june", "jul juli july",
         "aug augustus august", "sep sept september", "okt oktober oct october", "nov november", "dec december"), 1
    )
    for name in names.split()
}  # fmt: skip
_PLACEHOLDERS = {"9999-12-31", "2999-12-31", "2099-12-31", "1900-01-01", "1800-01-01", "1899-12-30", "1753-01-01", "0001-01-01"}
_EMPTY = {"", "-", "--", "n.v.t.", "nvt", "n.v.t", "null", "none", "nb", "n.b.", "onbekend", "#n/a", "#n/b", "(leeg)", "geen"}
_YES, _NO = {"ja", "j", "yes", "y", "1", "true", "waar", "x"}, {"nee", "n", "no", "0", "false", "onwaar"}
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_050
_SEX = {
    "m": "M",
    "man": "M",
    "jongen": "M",
    "male": "M",
    "v": "V",
    "f": "V",
    "vrouw": "V",
    "meisje": "V",
    "female": "V",
    "o": "O",
    "x": "O",
}
_LANGUAGE = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "engels": "en", "english": "en"}
_CHANNEL = {
    "e-mail": "email", "email": "email", "mail": "email", "brief": "letter", "post": "letter", "letter": "letter", "tablet": "tablet",
    "sms": "sms", "sms-bericht": "sms", "smsje": "sms", "tekstbericht": "sms", "text": "sms",
    "papier": "paper", "paper": "paper", "geen": "none", "none": "none", "niet": "none",
}  # fmt: skip
CODED = frozenset({"form_of_help", "referrer", "crisis", "end_reason"})
"""Kinds whose values are codes of the list of the same name."""


class Value(NamedTuple):
    """What a cell means. problem: a finding code, with its level; the value is then "" unless the level is repair."""

    value: str = ""
    problem: str = ""
    level: str = ""


def read_value(kind: str, cell: str, *, today: date, words: Mapping[str, str] | None = None, most: int = 100, whole: bool = False) -> Value:
    """The value of a cell; days as yyyy-mm-dd, births as JJJJMMDD, yes/no as "yes"/"no".

    most: the most characters of a text; a longer one is cut, or (``whole``) not used.
    """
    cell = cell.strip()
    if words and cell.lower() in {word.lower() for word in words}:
        cell = next(code for word, code in words.items() if word.lower() == cell.lower())
    if re.fullmatch(r"#+|#(?:REF|VALUE|WAARDE|VERW|NAAM|NAME|DIV/0)[!?]?", cell):
        return Value("", "cell_damaged", "signal")
    if kind in ("sex", "channel", "yes"):
        return _word(kind, cell)
    if cell.lower() in _EMPTY:
        return Value()
    if kind in ("date", "born"):
        return _date(cell, today) if kind == "date" else _born(cell, today)
    if kind == "bsn":
        return Value(cell)  # a pseudonym by now (hide.py)
    if kind in ("text", "long_text"):
        text = " ".join(cell.split()) if kind == "text" else cell.replace("\r\n", "\n")
        return _fitting(text, most, whole=whole)
    readers: dict[str, Callable[[str], Value]] = {
        "email": _email, "phone": _phone, "postcode": _postcode, "language": _language, "municipality": _municipality,
    }  # fmt: skip
    return readers[kind](cell) if kind in readers else _code(kind, cell)


def _word(kind: str, cell: str) -> Value:
    found = {"sex": _SEX, "channel": _CHANNEL, "yes": {**dict.fromkeys(_YES, "yes"), **dict.fromkeys(_NO, "no")}}[kind].get(cell.lower())
    if found:
        return Value(found)
    return Value() if cell.lower() in _EMPTY else Value("", "word_unknown", "signal")


def _code(kind: str, cell: str) -> Value:
    """A code, with or without its leading zero, or its label in either language."""
    codes = code_list(kind).codes
    if cell.isdigit() and cell.zfill(2) in {code.code for code in codes}:
        return Value(cell.zfill(2))
    plain = _plain(cell)
    found = {code.code for code in codes if plain in {_plain(label) for label in code.labels.values()}}
    if kind == "crisis" and cell.lower() in _YES | _NO:
        found = {"01" if cell.lower() in _YES else "02"}
    led = re.match(r"(\d{1,2})\s*[-.: ]", cell)
    if not found and led and led[1].zfill(2) in {code.code for code in codes}:
        found = {led[1].zfill(2)}
    return Value(found.pop()) if len(found) == 1 else Value("", "word_unknown", "signal")


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def read_day(cell: str) -> tuple[date | None, bool]:
    """A day and whether it was written in another way than jjjj-mm-dd or dd-mm-jjjj. Day before month, as in the Netherlands."""
    text = re.sub(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$", "", cell.strip())
    plain = text == cell.strip()
    for pattern, order in ((r"(\d{4})-(\d{2})-(\d{2})", "ymd"), (r"(\d{2})-(\d{2})-(\d{4})", "dmy")):
        if found := re.fullmatch(pattern, text):
            return _day(found, order), not plain
    for pattern, order in (
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", "ymd"), (r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", "dmy"),
        (r"(\d{4})(\d{2})(\d{2})", "ymd"), (r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})", "dmy"),
    ):  # fmt: skip
        if found := re.fullmatch(pattern, text.lower()):
            return _day(found, order), True
    if re.fullmatch(r"\d{5}(?:\.0+)?", text) and _FIRST_SERIAL <= int(float(text)) <= _LAST_SERIAL:
        return _DAY_ZERO + timedelta(days=int(float(text))), True
    return None, False


def _day(found: re.Match[str], order: str) -> date | None:
    parts = dict(zip(order, found.groups(), strict=True))
    month = MONTHS.get(parts["m"], 0) if parts["m"].isalpha() else int(parts["m"])
    try:
        return date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        return None


def _date(cell: str, today: date) -> Value:
    day, otherwise = read_day(cell)
    if day is None:
        two_digits = re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}", cell)
        return Value("", "year_of_two_digits" if two_digits else "date_unreadable", "signal")
    if day.isoformat() in _PLACEHOLDERS:
        return Value("", "date_placeholder", "repair")
    if not date(1995, 1, 1) <= day <= today + timedelta(days=3_660):
        return Value("", "date_impossible", "signal")
    return Value(day.isoformat(), "date_written_otherwise" if otherwise else "", "repair" if otherwise else "")


def _born(cell: str, today: date) -> Value:
    if re.fullmatch(r"(?:19|20)\d{2}(?:0000|(?:0[1-9]|1[0-2])00)", cell):
        return Value(cell)  # month or day not known, as in a delivery
    day, otherwise = read_day(cell)
    if day is None or day.isoformat() in _PLACEHOLDERS:
        two_digits = re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}", cell)
        return Value("", "year_of_two_digits" if two_digits else "date_unreadable", "signal")
    if not today.year - 120 <= day.year or day > today:
        return Value("", "date_impossible", "signal")
    return Value(f"{day:%Y%m%d}", "date_written_otherwise" if otherwise else "", "repair" if otherwise else "")


def _email(cell: str) -> Value:
    address = re.sub(r"^mailto:", "", cell.strip("<>; "), flags=re.IGNORECASE)
    if not _EMAIL.fullmatch(address) or ".." in address or len(address) > 254:
        return Value("", "email_unusable", "signal")
    return Value(address) if address == cell else Value(address, "email_repaired", "repair")


def _phone(cell: str) -> Value:
    if re.fullmatch(r"\d(?:[.,]\d+)?E\+?\d+", cell, re.IGNORECASE):
        return Value("", "number_damaged", "signal")
    number = read_phone(cell)
    return Value(number) if number else Value("", "phone_unusable", "signal")


def _postcode(cell: str) -> Value:
    plain = cell.replace(" ", "").upper()
    return Value(plain) if re.fullmatch(r"[1-9]\d{3}[A-Z]{2}", plain) else Value("", "postcode_unusable", "signal")


def _language(cell: str) -> Value:
    found = _LANGUAGE.get(cell.lower())
    return Value(found) if found else Value("", "language_not_yet", "signal")


def _municipality(cell: str) -> Value:
    """The code of four digits, from a code (also of a merged municipality) or a name."""
    known, by_name = _municipalities()
    code = known.get(cell.zfill(4), "") if cell.isdigit() else by_name.get(_plain(re.sub(r"^gemeente ", "", cell.lower())), "")
    return Value(code) if code else Value("", "municipality_unknown", "signal")


@cache
def _municipalities() -> tuple[dict[str, str], dict[str, str]]:
    return read_known_codes(), {_plain(one.name): code for code, one in read_municipalities().items()}


def _fitting(text: str, most: int, *, whole: bool) -> Value:
    if len(text) <= most:
        return Value(text)
    return Value("", "number_too_long", "error") if whole else Value(text[:most], "text_cut", "signal")
