"""A snapshot becomes verdicts, and verdicts become counts. Only `protection` may open counts."""

from uitkomst.measures.definitions import Definition, load_definitions
from uitkomst.measures.judge import JudgedUnit, judge
from uitkomst.measures.request import DIMENSIONS, NATION, Request, Scope

__all__ = ["DIMENSIONS", "NATION", "Definition", "JudgedUnit", "Request", "Scope", "judge", "load_definitions"]
