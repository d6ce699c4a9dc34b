"""Counts become figures fit for one audience; `audit` is the attacker (definitions 6)."""

from uitkomst.protection.audit import Audit, Exposure, Published, audit
from uitkomst.protection.figure import FIGURE_COLUMNS_AFTER_DIMS, FIGURE_COLUMNS_BEFORE_DIMS, Figure
from uitkomst.protection.policies import POLICIES, Policy, Thresholds
from uitkomst.protection.release import CannotProtect, Release, release
from uitkomst.protection.show import own_figure
from uitkomst.protection.system import Contradiction

__all__ = [
    "FIGURE_COLUMNS_AFTER_DIMS",
    "FIGURE_COLUMNS_BEFORE_DIMS",
    "POLICIES",
    "Audit",
    "CannotProtect",
    "Contradiction",
    "Exposure",
    "Figure",
    "Policy",
    "Published",
    "Release",
    "Thresholds",
    "audit",
    "own_figure",
    "release",
]
