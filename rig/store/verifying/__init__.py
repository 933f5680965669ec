"""Whether the record is what was once written, and what can be saved of one that is not."""
