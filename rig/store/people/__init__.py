"""Who is in the record: learners, their names, classes; kept apart from the recordings."""
