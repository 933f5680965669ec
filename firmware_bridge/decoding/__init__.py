"""Bytes of boards and gauges made into records."""
