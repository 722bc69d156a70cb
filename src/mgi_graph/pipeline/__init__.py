"""Carry profiles from source texts to a validated, reasoned dataset."""
