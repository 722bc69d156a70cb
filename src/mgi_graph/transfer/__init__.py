"""Bring a dataset into a SPARQL engine and back, and cut it into files for bulk loaders.

A graph goes as a whole or not at all; what the engine has is known by digests that are kept
in the engine itself.
"""
