"""Those who ask: organisations, their contacts and contracts."""
