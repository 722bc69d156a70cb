"""Serve the home page, with the wheel of domains and the map of places."""
