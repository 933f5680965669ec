"""Targets, rubrics and scores that explain themselves."""
