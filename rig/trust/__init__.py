"""What a score may be used for: passports kept, check weights, eligibility."""
