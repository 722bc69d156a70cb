"""Propose what a profile's findings are about and what they name, for people to decide on."""
