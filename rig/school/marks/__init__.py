"""Marks: what counts for the gradebook, and how it is changed and handed out."""
