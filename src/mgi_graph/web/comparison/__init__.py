"""Serve places side by side, and the comparison as a file."""
