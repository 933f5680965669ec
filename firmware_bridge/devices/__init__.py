"""One file per kind of device: its data and its decoder."""
