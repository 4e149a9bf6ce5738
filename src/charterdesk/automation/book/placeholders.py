"""`{name}` in a text of a step. Braces around anything but a small name are left as they are."""

import re
from collections.abc import Callable, Iterator

NAME = re.compile(r"[a-z][a-z0-9_]{0,29}", re.ASCII)
_PLACE = re.compile(r"\{([a-z][a-z0-9_]{0,29})\}", re.ASCII)


def named_in(text: str) -> Iterator[str]:
    """The names of the parameters in a text, in order."""
    return (found[1] for found in _PLACE.finditer(text))


def filled(text: str, value_of: Callable[[str], str]) -> str:
    """The text with every parameter's value in its place; what a value holds is not read again."""
    return _PLACE.sub(lambda found: value_of(found[1]), text)
