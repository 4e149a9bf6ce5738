"""Lines of the log without the tokens of addresses: such an address is a key (trust.md rule 7).

Django names the address of each request that it refuses or that fails.
"""

import logging
import re

from charterdesk.kit.masking import MASK

# Long, and not as a name is written: with capitals, or in one piece.
_TOKEN = re.compile(r"(?<=/)(?=[^/?#\s]*[A-Z]|[^/?#\s-]*(?=[/?#\s]|$))[^/?#\s]{16,}")


def without_tokens(path: str) -> str:
    """An address without what may be a token in it.

    >>> without_tokens("/in/alerts/probes/kD3vT0kenT0kenT0ken/")
    '/in/alerts/probes/…/'
    >>> without_tokens("/kb/why-it-is-as-it-is/")
    '/kb/why-it-is-as-it-is/'
    """
    return _TOKEN.sub(MASK, path)


class WithoutTokens(logging.Filter):
    """Takes them out of whatever address a record is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes."""
        if isinstance(record.args, tuple):
            record.args = tuple(_shown(one) for one in record.args)
        return True


def _shown(given: object) -> object:
    is_address = isinstance(given, str) and given.startswith("/")
    return without_tokens(str(given)) if is_address else given
