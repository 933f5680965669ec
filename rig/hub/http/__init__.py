"""The public port: guard, JSON API, and the way to the pages."""
