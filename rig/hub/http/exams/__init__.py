"""Routes of exams."""
