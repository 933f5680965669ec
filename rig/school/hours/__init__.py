"""Practice hours of a learner, by rules without input or output."""
