"""Intake: from a mail as it came to the case that it opens or goes on with, nothing lost."""
