"""Pages of the auditor: who saw what, and whether the log is whole."""
