"""One file for each kind of gateway; the setting UITKOMST_SMS names it."""
