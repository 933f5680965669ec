"""The web process and the public port."""
