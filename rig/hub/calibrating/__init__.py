"""Calibrations under way at stations."""
