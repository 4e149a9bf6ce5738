"""Stories: small plays with a clock, run in virtual time (semantics.md part 4)."""
