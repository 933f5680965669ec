"""Trails: tables of entries of which each is bound to the one before it."""
