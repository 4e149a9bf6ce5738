"""The studio: a charter is written, checked, explained, simulated, compared and published."""
