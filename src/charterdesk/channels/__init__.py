"""Ways in and out, one directory for each kind: bytes <-> message values, knowing no case."""
