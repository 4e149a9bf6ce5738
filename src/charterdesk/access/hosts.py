"""The address of a system as people type it, brought to a host's name or number alone."""

import ipaddress
import re

LONGEST = 253
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_REST = re.compile(r"[/?#]")
_WITH_PORT = re.compile(r"\A([^:]+|\[[^\]]*\]):[0-9]{1,5}\Z")
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")


def read_host(text: str) -> str:
    """The name or number in `text`, "" where there is none; scheme, port and path are taken off.

    >>> read_host(" https://pbx.example.org:8443/admin ")
    'pbx.example.org'
    >>> read_host("[2001:db8::7]:443")
    '2001:db8::7'
    >>> read_host("two words")
    ''
    """
    bare = text.strip().partition("://")[2] or text.strip()
    bare = _REST.split(bare, maxsplit=1)[0]
    bare = _WITH_PORT.sub(r"\1", bare)
    number = bare.removeprefix("[").removesuffix("]")
    try:
        return str(ipaddress.ip_address(number))
    except ValueError:
        pass
    try:
        name = bare.encode("idna").decode("ascii").rstrip(".").lower()
    except UnicodeError:
        return ""
    return name if len(name) <= LONGEST and _NAME.fullmatch(name) else ""
