"""Serve domains, indicators, findings in their sources, and what findings name."""
