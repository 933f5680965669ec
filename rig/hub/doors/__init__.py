"""Who asks, and whether they may: logins, limits, and the doors there are."""
