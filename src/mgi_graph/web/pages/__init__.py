"""Make pages for people, in their language."""
