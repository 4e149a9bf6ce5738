"""Lists of cases that people keep, and what is done to many cases at once."""
