"""Rows become coded findings and typed rows. ``prepare`` once, ``check`` each batch, ``take_messages``, ``check_together`` at the end."""

from uitkomst.checks.check import check, check_together, prepare
from uitkomst.checks.messages import take_messages
from uitkomst.checks.texts import FindingText, finding_text

__all__ = ["FindingText", "check", "check_together", "finding_text", "prepare", "take_messages"]
