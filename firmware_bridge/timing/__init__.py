"""Packet numbers, ticks and arrival times made into session seconds."""
