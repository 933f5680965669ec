"""Curves through calibration points, and what they say of a sensor."""
