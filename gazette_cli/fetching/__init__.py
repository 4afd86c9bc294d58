"""Paths (and later URLs) become bytes here."""
