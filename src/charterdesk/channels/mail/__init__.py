"""The format of mail: raw bytes to a message value and back; no database, clock or network."""
