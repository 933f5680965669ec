"""`watch` and `record`: one station in a terminal."""
