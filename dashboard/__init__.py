"""Pages of the browser app; started by the hub as a process of its own."""
