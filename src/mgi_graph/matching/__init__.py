"""Propose indicators and named things for findings, with a confidence and the reasons."""
