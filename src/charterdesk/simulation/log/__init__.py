"""A log of real cases: from an export's bytes to `Recorded` cases, every line accounted for."""
