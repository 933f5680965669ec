"""Any text table of force in time as columns with units: one reader, its dialects as data."""
