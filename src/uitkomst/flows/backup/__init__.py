"""Backup and restore: database and files in one archive, made while the application runs, put back whole or not at all."""
