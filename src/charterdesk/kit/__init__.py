"""Small Django-aware tools, each with a real name."""
