"""Runbooks, runs and runners, as who asks may see them."""
