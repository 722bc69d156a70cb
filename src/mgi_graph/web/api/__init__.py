"""Offer the canned queries as an API, described in OpenAPI."""
