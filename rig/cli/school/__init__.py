"""Commands over classes and learners."""
