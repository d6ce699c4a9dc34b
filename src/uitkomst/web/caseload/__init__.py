"""Pages of the caseload file: bring it, choose its columns, read the difference, take it in."""
