"""What instructors ask for: versions of protocols, and what one would change in old recordings."""
