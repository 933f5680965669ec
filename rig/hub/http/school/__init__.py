"""Routes of classes and learners, and of what a class does together."""
