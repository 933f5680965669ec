"""Routes by which people come in, and of their accounts."""
