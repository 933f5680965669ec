"""The gradebook in the record: marks read from sessions, and the trail of their changes."""
