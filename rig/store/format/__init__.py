"""The forms that stored documents have had, and the way from each to today's."""
