"""The steps of each page of the studio."""
