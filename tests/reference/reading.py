"""From the text of a delivery to typed rows; the closed list of errors decides which are refused (definitions 1)."""

from __future__ import annotations

import csv
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from tests.reference.rows import Delivery, Row, Tables, first_day, last_day

REFERRERS = ("01", "02", "03", "04", "05", "06", "08")
FORMS = ("01", "02", "03", "04", "11", "12", "13", "14")
END_REASONS = ("01", "02", "03", "04", "05")
GOING_ON = {"01": 1, "02": 2, "03": 3, "04": 4}
NAME = re.compile(r"^(\d{8})_(\d{4})-([12])_jeugdhulp(?:_v(\d+))?\.csv$")


def read_folder(folder: Path, tables: Tables, key: str) -> tuple[list[Row], list[Delivery]]:
    """Every delivery in the folder, in order of file name."""
    rows, deliveries = [], []
    for number, path in enumerate(sorted(folder.glob("*.csv")), start=1):
        name = NAME.match(path.name)
        assert name, path.name
        period = int(name[2]) * 2 + int(name[3]) - 1
        with path.open(encoding="utf-8-sig", newline="") as file:
            typed = read_rows(csv.DictReader(file, delimiter=";"), number, period, tables, key)
        # "a file ... whose rows are all refused, is refused whole"; "no rows" is a signal only
        usable = not typed or not all(row.refused for row in typed)
        deliveries.append(Delivery(number, name[1], period, int(name[4] or 1), usable, path.name))
        rows += typed
    return rows, deliveries


def read_rows(lines: Iterable[Mapping[str, str]], number: int, period: int, tables: Tables, key: str) -> list[Row]:
    """The typed rows of one file; line numbers count the header as 1."""
    return [read_row(fields, number, line, period, tables, key) for line, fields in enumerate(lines, start=2)]


def read_row(fields: Mapping[str, str], number: int, line: int, period: int, tables: Tables, key: str) -> Row:
    """One line: its values, empty where they cannot be read, and whether it is refused."""
    f = {name: (value or "").strip() for name, value in fields.items()}

    def get(name: str) -> str:
        return f.get(name, "")

    kind = bsn_kind(get("bsn"))
    agreed, assessed, achieved = goals(get("doelen_afgesproken"), get("doelen_beoordeeld"), get("doelen_gerealiseerd"))
    return Row(
        delivery=number,
        line=line,
        refused=bool(errors(f, period, tables)),
        client=pseudonym(get("bsn"), key) if kind == "real" else "",
        bsn_kind=kind,
        birth="00000000" if get("geboortedatum") == "000000000" else get("geboortedatum"),
        sex=get("geslacht"),
        postcode=postcode(get("postcode")),
        municipality=municipality(get("postcode"), get("gemeentecode"), tables),
        referrer=get("verwijzer"),
        form=get("hulpvorm") if get("hulpvorm") in FORMS else "",
        crisis={"01": True, "02": False}.get(get("gestart_met_crisis")),
        start_date=day(get("datum_aanvang")),
        end_date=day(get("datum_einde")),
        end_reason=get("reden_beeindiging") if get("reden_beeindiging") in END_REASONS else None,
        grade_young_person=number_or_none(get("nut_jeugdige")),
        grade_parent=number_or_none(get("nut_ouder")),
        going_on_young_person=answer(get("zonder_hulp_jeugdige"), get("zonder_hulp_schaal")),
        going_on_parent=answer(get("zonder_hulp_ouder"), get("zonder_hulp_schaal")),
        older_scale=get("zonder_hulp_schaal") == "2018",
        team=get("team") or None,
        intervention=get("interventie") or None,
        target_group=get("doelgroep") or None,
        severity=get("ernst_begin") or None,
        instrument=get("instrument") or None,
        instrument_informant=get("informant_instrument") or None,
        t_begin=tenths(get("t_begin")),
        t_end=tenths(get("t_eind")),
        goals_agreed=agreed,
        goals_assessed=assessed,
        goals_achieved=achieved,
    )


def errors(f: Mapping[str, str], period: int, tables: Tables) -> list[str]:
    """The closed list: "a required field missing, malformed or with a code outside the list; BSN not 9 digits or failing the 11-test;
    no known municipality; aanvang after the period's last day; einde before aanvang, before the period's first day or after its last
    day; reden without einde; hulpvorm 01 with a verwijzer other than 06; a grade outside 1-10"."""
    start, end = day(f["datum_aanvang"]), day(f["datum_einde"])
    rules = {
        "bsn": bsn_kind(f["bsn"]) in ("missing", "malformed", "failed_11"),
        "birth": not birth_is_possible(f["geboortedatum"]),
        "sex": f["geslacht"] not in ("V", "M", "O"),
        "referrer": f["verwijzer"] not in REFERRERS,
        "form": f["hulpvorm"] not in FORMS,
        "crisis": f["gestart_met_crisis"] not in ("01", "02"),
        "start": start is None,
        "end": end is None and f["datum_einde"] != "",
        "municipality": municipality(f["postcode"], f["gemeentecode"], tables) is None,
        "start_late": start is not None and start > last_day(period),
        "end_before_start": start is not None and end is not None and end < start,
        "end_outside": end is not None and not first_day(period) <= end <= last_day(period),
        "reason_without_end": f["reden_beeindiging"] != "" and f["datum_einde"] == "",
        "form_01": f["hulpvorm"] == "01" and f["verwijzer"] != "06",
        "grade": any(f[name] and f[name] not in [str(n) for n in range(1, 11)] for name in ("nut_jeugdige", "nut_ouder")),
    }
    return [name for name, broken in rules.items() if broken]


def bsn_kind(text: str) -> str:
    """ "9 digits; 999999999 unknown, 000000000 unborn", else the 11-test: 9a + 8b + ... + 2h - i divisible by 11."""
    if text in ("", "999999999", "000000000"):
        return {"": "missing", "999999999": "unknown", "000000000": "unborn"}[text]
    if not re.fullmatch(r"[0-9]{9}", text):
        return "malformed"
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return "real" if sum(w * int(d) for w, d in zip(weights, text, strict=True)) % 11 == 0 else "failed_11"


def pseudonym(bsn: str, key: str) -> str:
    """ "A real BSN becomes a keyed pseudonym (HMAC-SHA-256)", the first 32 hexadecimal digits."""
    return hmac.new(key.encode(), bsn.encode(), hashlib.sha256).hexdigest()[:32]


def day(text: str) -> date | None:
    """JJJJMMDD, or None when it is not a day."""
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def birth_is_possible(text: str) -> bool:
    """ "JJJJMMDD, day or month may be 00; 00000000 or 000000000 = unborn"."""
    if text in ("00000000", "000000000"):
        return True
    if not re.fullmatch(r"[0-9]{8}", text) or text[:4] == "0000":
        return False
    return day(text[:4] + (text[4:6].replace("00", "01")) + (text[6:].replace("00", "01"))) is not None


def postcode(text: str) -> str:
    """ "4 digits + 2 letters, or empty"; anything else is not a postcode and counts as empty."""
    plain = text.upper().replace(" ", "")
    return plain if re.fullmatch(r"[1-9][0-9]{3}[A-Z]{2}", plain) else ""


def municipality(text: str, code: str, tables: Tables) -> str | None:
    """ "needed when postcode is empty or no postcode table is loaded; codes of merged municipalities map to the loaded table"."""
    found = tables.postcodes.get(postcode(text)) or code
    while found in tables.mergers:
        found = tables.mergers[found]
    return found if found in tables.municipalities else None


def answer(text: str, scale: str) -> int | None:
    """ "01 ... 04 or empty"; the older agreement scale (zonder_hulp_schaal 2018) had a fifth answer (reference/domain 1.3)."""
    return 5 if (text, scale) == ("05", "2018") else GOING_ON.get(text)


def number_or_none(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]+", text) else None


def tenths(text: str) -> int | None:
    """ "T-scores have at most one decimal and are kept exactly (tenths)"."""
    if not re.fullmatch(r"[0-9]+([.,][0-9])?", text):
        return None
    whole, _, decimal = text.replace(",", ".").partition(".")
    return int(whole) * 10 + int(decimal or 0)


def goals(*texts: str) -> tuple[int, int, int] | tuple[None, None, None]:
    """ "goals realised > assessed > agreed in a wrong order (block not used)"; nor is a block that does not say how many were agreed,
    or how many of the assessed ones were realised. Assessed empty = none assessed."""
    agreed, assessed, achieved = (number_or_none(text) for text in texts)
    if agreed is None or (assessed and achieved is None):
        return None, None, None
    in_order = (achieved or 0) <= (assessed or 0) <= agreed
    return (agreed, assessed or 0, achieved or 0) if in_order else (None, None, None)
