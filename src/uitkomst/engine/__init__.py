"""The one door to DuckDB: runs named SQL steps. Nothing else imports duckdb, pyspark or sqlglot."""

from uitkomst.engine.connection import Engine, EngineError, quote
from uitkomst.engine.steps import Step, read_step, read_steps

__all__ = ["Engine", "EngineError", "Step", "quote", "read_step", "read_steps"]
