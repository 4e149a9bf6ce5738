"""People of the desk, their teams, and how they sign in."""
