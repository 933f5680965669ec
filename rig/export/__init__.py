"""Recordings taken out of the store, as files that other programs read."""
