"""Which sensors are there: ports and gauges in sight, and what each one says of itself."""
