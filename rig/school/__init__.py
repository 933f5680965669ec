"""The class: what an instructor is told of its stations."""
