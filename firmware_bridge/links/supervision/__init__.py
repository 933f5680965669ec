"""Whether a link is well: silent, lost, unstable, damaged, and when to try again."""
