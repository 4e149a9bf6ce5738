"""What leads ask of sources: make, change, turn the key, end; try and take deliveries again."""

from charterdesk.alerts.commands.deliveries import drop_delivery, take_again
from charterdesk.alerts.commands.sources import (
    SourceWish,
    change_source,
    make_source,
    remap_source,
    revoke_source,
    rotate_key,
)

__all__ = [
    "SourceWish",
    "change_source",
    "drop_delivery",
    "make_source",
    "remap_source",
    "revoke_source",
    "rotate_key",
    "take_again",
]
