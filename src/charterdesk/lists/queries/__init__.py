"""Saved views and acts on many cases, as their asker may see them. None of them writes."""
