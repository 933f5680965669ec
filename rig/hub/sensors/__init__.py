"""Which sensor belongs to which station, and its check weight."""
