"""A drawn load: what arrives, how long it takes, who is there; and drawing it by a seed."""
