"""Serve the page on which one writes SPARQL."""
