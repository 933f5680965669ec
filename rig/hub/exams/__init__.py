"""Exams at work: stations that are locked and blind, and who presses where."""
