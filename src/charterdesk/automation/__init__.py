"""Runbooks: checks and remedies as declared steps, run on cases by desk and runners (R-HFN-13)."""
