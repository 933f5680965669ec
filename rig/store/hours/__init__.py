"""Practice hours made from the record."""
