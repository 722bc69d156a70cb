"""Offer the dataset and its parts as files, and describe them for harvesters."""
