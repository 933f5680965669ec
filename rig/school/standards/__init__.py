"""How far marks agree, how far one can be trusted, and where a pass mark may stand."""
