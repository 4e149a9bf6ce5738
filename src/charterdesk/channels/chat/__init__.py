"""Chat rooms and push services, through a library that knows their ways (the extra `notify`)."""
