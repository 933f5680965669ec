"""Routes of classes and of learners."""
