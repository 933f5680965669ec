"""The settings of a rig: steadyhold.toml and the sensors of its stations."""
