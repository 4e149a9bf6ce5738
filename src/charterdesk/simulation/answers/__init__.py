"""What a simulation answers (semantics.md part 5): counted from outcomes, then worked out."""
