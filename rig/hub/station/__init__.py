"""One station at work: its source, its requests, its sinks."""
