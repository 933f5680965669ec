"""A rig for a whole class: its addresses, its certificate, its name on the network."""
