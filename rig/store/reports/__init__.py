"""Reports made from the record."""
