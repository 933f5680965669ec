"""Pass marks in the record: judgements of panels, and cut scores that were accepted."""
