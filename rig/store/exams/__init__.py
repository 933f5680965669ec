"""Exams in the record: planned, run, rated and appealed; rows are only ever added."""
