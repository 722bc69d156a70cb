"""Serve the documentation of the ontology and the shapes."""
