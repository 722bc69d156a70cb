"""Serve the list of places and the page of each."""
