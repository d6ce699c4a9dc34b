"""The demo: a fictitious region in a database of its own, with accounts that exist nowhere else."""
