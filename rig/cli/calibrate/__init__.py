"""`calibrate`: guided, or from a table."""
