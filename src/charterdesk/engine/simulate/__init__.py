"""The same decisions, over many cases and a staff, with a list in place of the database."""
