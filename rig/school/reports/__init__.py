"""What a report of a learner or of a class holds, and its page for paper."""
