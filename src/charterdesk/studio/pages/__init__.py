"""Results turned into the values that the studio's templates draw."""
