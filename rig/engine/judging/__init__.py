"""The final pass over a press: where its hold is, and what was measured of it."""
