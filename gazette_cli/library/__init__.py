"""The only SQL: one SQLite file."""
