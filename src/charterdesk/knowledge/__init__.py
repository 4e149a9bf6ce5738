"""Articles: written by people of the desk, read by customers, found by the forms of their words."""
