"""`doctor`: what is wrong on this machine."""
