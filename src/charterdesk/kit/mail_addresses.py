"""Whether a text is an address that a mail can be written to: name@host, nothing quoted.

The standard also knows names in quotes, with blanks and control characters in them; nobody has
one, and what such a name does to the header of a mail is another's to choose.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_NAME = re.compile(r"[!-~]{1,64}")
_QUOTED = frozenset('<>(),;:\\"')


def is_mail_address(text: str) -> bool:
    """Whether mail can be sent there.

    >>> is_mail_address("ann@x.example"), is_mail_address('"a b"@x.example')
    (True, False)
    """
    try:
        validate_email(text)
    except ValidationError:
        return False
    name = text.rpartition("@")[0]
    return bool(_NAME.fullmatch(name)) and not _QUOTED.intersection(name)
