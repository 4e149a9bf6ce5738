"""Bugs in other people's trackers: raised from cases, linked, mirrored both ways, never lost."""
