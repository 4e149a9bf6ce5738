"""Text messages and voice calls through any gateway that is spoken to over HTTP."""
