"""Routes of agreement and pass marks."""
