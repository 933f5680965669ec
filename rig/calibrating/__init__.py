"""Guided calibration around its pure procedure: weights, questions, progress and result on disk."""
