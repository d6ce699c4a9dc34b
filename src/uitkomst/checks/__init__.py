"""Rows become coded findings and typed rows. ``prepare`` once, ``check`` each batch, ``check_together`` at the end."""

from uitkomst.checks.check import check, check_together, prepare

__all__ = ["check", "check_together", "prepare"]
