"""The caseload file: received, its columns chosen, its difference read, taken in."""
