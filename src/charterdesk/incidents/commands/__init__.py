"""What people do around an incident: join, say when more will be heard, rehearse, publish."""
