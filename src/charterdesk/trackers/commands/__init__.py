"""What people ask of trackers. It is stored first, then done by a worker, so that none is lost."""

from charterdesk.trackers.commands.asking import (
    ask_again,
    link_known_bug,
    look_again,
    raise_bug,
    withdraw_ask,
    write_remark,
)

__all__ = [
    "ask_again",
    "link_known_bug",
    "look_again",
    "raise_bug",
    "withdraw_ask",
    "write_remark",
]
