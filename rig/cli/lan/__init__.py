"""A rig for a whole class: where it answers, what it says, its certificate."""
