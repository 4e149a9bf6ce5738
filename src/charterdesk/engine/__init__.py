"""The support policy as a pure function: no framework, no clock, no I/O, no randomness."""
