"""The process that owns sensors, recording, scoring and the live socket."""
