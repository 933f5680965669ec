"""A simulated learner on a simulated pad that speaks the board's real bytes."""
