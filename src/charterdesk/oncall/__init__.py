"""Who stands behind a role, now and later: assignments, rotas, shifts, overrides."""
