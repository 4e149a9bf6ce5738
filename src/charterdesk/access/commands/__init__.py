"""What people do with customers' systems: verb_noun functions, keyword-only, `by` and `at`."""

from charterdesk.access.commands.rights import give_right, take_right
from charterdesk.access.commands.systems import (
    Shown,
    end_secret,
    end_system,
    keep_secret,
    keep_system,
    show_secret,
)

__all__ = [
    "Shown",
    "end_secret",
    "end_system",
    "give_right",
    "keep_secret",
    "keep_system",
    "show_secret",
    "take_right",
]
