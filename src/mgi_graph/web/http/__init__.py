"""Speak HTTP: connections within bounds, requests, representations, problems, what is logged."""
