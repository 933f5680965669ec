"""A data folder as one file, and back again on another machine."""
