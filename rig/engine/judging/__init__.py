"""From one contact to its presses, their plateaus, and a class with a reason for each."""
