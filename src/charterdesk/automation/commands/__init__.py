"""What people do with runbooks, runs and runners."""
