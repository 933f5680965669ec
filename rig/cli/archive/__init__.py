"""The commands that check, copy and bring back the record."""
