"""Serve a search over findings, indicators, places and named things."""
