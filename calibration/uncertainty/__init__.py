"""How far a result may be off, after the GUM."""
