"""Sending into a directory, for demonstrations: what would go out can be read as files."""
