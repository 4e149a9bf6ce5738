"""What makes the rooms one site: settings, addresses, the two server entry points."""
