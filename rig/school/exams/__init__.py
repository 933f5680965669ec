"""Exams: one protocol asked of a list of learners, blind, with locked settings."""
