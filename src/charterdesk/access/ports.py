"""Ports by product, as a charter lists them (R-BIC-35), and as people type further ones."""

import re
from collections.abc import Mapping, Sequence

from charterdesk.engine.charter.values import Charter

MOST_PORTS = 24
HIGHEST = 65535
LISTED = "intake.access.ports."
FURTHER = "further"
_SEPARATORS = re.compile(r"[\s,;]+")

Ports = Mapping[str, Sequence[int]]


class NoPort(ValueError):
    """What was typed is no port; the text is the word that is none."""


def port_lists(charter: Charter) -> Mapping[str, tuple[int, ...]]:
    """The charter's lists of ports by product, in its order; what is no port is left out."""
    found = {
        rule.path.removeprefix(LISTED): tuple(int(one) for one in rule.words if is_port(one))
        for rule in charter.shown
        if rule.path.startswith(LISTED)
    }
    return {product: ports for product, ports in found.items() if ports}


def read_ports(text: str) -> tuple[int, ...]:
    """Numbers between commas or spaces, each once; raises NoPort."""
    words = [word for word in _SEPARATORS.split(text.strip()) if word]
    for word in words:
        if not is_port(word):
            raise NoPort(word)
    return tuple(dict.fromkeys(int(word) for word in words))


def all_ports(ports: Ports) -> tuple[int, ...]:
    """Every port of the products once, ascending."""
    return tuple(sorted({port for one in ports.values() for port in one}))


def is_port(word: str) -> bool:
    """Whether the word is the number of a port."""
    return word.isascii() and word.isdigit() and len(word) <= 5 and 1 <= int(word) <= HIGHEST
