"""Serve the dataset over HTTP: SPARQL endpoint, linked data, canned queries and pages."""
