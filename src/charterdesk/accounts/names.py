"""Which words may name a person, a time zone, a language."""

import re
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

USERNAME = re.compile(r"\w[\w.-]{0,59}")

# The engine says these for parties of a case that are no person of the desk.
RESERVED = frozenset({"customer", "contact", "owner", "engine", "desk", "nobody"})

LANGUAGES = {"en": "English", "ru": "Русский"}


def valid_username(name: str) -> None:
    """Raise ValidationError unless `name` can stand for a person in events and rotas."""
    if not USERNAME.fullmatch(name):
        raise ValidationError(
            _(
                "“%(name)s” can't be a user name: it wants up to 60 letters, digits, dots or"
                " hyphens, beginning with a letter or digit."
            )
            % {"name": name}
        )
    if name.casefold() in RESERVED:
        raise ValidationError(
            _("“%(name)s” means somebody else in a case: take another user name.") % {"name": name}
        )


def valid_zone(name: str) -> None:
    """Raise ValidationError unless `name` is a time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(
            _("“%(name)s” is no time zone: it wants a name such as Europe/Stockholm.")
            % {"name": name}
        ) from error


def valid_language(code: str) -> None:
    """Raise ValidationError unless the desk speaks the language."""
    if code not in LANGUAGES:
        raise ValidationError(
            _("“%(code)s” is not spoken here: take one of %(known)s.")
            % {"code": code, "known": ", ".join(LANGUAGES)}
        )
