"""What is shown of time and money. Queries take their asker, and none of them writes."""
