"""What is known around an incident; nothing here writes."""
