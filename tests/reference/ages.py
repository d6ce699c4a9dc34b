"""Birth dates that may be partly unknown, ages and birthdays (definitions 2)."""

from __future__ import annotations

from datetime import date

AGE_GROUPS = (("0-3", 0, 3), ("4-11", 4, 11), ("12-17", 12, 17), ("18-22", 18, 22), ("23+", 23, 999))


def birth_date(birth: str) -> date | None:
    """ "unknown day = the 15th; unknown month = 1 July"; None for unborn."""
    year, month, day = int(birth[:4]), int(birth[4:6]), int(birth[6:8])
    if year == 0:
        return None
    if month == 0:
        return date(year, 7, 1)
    return date(year, month, day or 15)


def full_years(born: date, on: date) -> int:
    """Age = full years; born on 29 February, one is a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_group(birth: str, start: date) -> str:
    """ "Age = full years on the start date"; unborn; a trajectory that started before birth gets `unknown` (D18)."""
    born = birth_date(birth)
    if born is None:
        return "unborn"
    age = full_years(born, start)
    for name, lowest, highest in AGE_GROUPS:
        if lowest <= age <= highest:
            return name
    return "unknown"


def turns_18_between(birth: str, after: date, until: date) -> bool:
    """ "the 18th birthday falls after the end and on or before the last day of P+1" (D19)."""
    born = birth_date(birth)
    return born is not None and full_years(born, after) < 18 <= full_years(born, until)
