"""Sizes of files in words."""

from django.utils.translation import gettext as _

KILO = 1024


def size_words(size: int) -> str:
    """A file's size: `812 B`, `214 kB`, `3.4 MB`."""
    if size < KILO:
        return _("%(number)d B") % {"number": size}
    if size < KILO * KILO:
        return _("%(number)d kB") % {"number": size // KILO}
    return _("%(number).1f MB") % {"number": size / KILO / KILO}
