"""Whether a word names a time zone; any word may be asked."""

from zoneinfo import ZoneInfo


def is_zone(name: str) -> bool:
    """Whether the name is one of the zones that are known here."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return bool(name)
