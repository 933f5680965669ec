"""The calibration passport: its document, grades and validity."""
