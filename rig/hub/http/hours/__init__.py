"""Routes of practice hours."""
