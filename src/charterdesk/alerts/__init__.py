"""What machines report: deliveries kept as they came, alerts on their cases, storms together."""
