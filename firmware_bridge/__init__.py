"""Bytes of force sensors turned into blocks of raw samples."""
