"""A passport as a page for people."""
