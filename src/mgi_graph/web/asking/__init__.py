"""Serve the canned queries as questions, and an editor for SPARQL."""
