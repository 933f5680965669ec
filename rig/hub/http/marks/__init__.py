"""Routes of the gradebook."""
