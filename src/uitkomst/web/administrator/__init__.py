"""Pages of the administrator of accounts: who has which role, and inviting a colleague."""
