"""Serve what the graph is and is not, and the pages for machines."""
