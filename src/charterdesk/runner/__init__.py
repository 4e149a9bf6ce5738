"""A runner: a small process that asks the desk for work and does what its own list allows."""
