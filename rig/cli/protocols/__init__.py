"""The commands of protocols: what can be trained, and what a school keeps of its own."""
