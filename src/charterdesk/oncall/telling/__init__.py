"""Notices between colleagues about duty, through the outbox, by each one's ordinary means.

Nobody is told of what they did themselves.
"""

from charterdesk.oncall.telling.cover import (
    tell_cover_declined,
    tell_cover_taken,
    tell_cover_withdrawn,
    tell_offers,
)
from charterdesk.oncall.telling.duty import (
    tell_of_absence,
    tell_of_layer,
    tell_of_override,
    tell_of_return,
    tell_of_taking_back,
)
from charterdesk.oncall.telling.sources import tell_source_failing, tell_source_mended
from charterdesk.oncall.telling.swaps import (
    tell_swap_accepted,
    tell_swap_proposed,
    tell_swap_refused,
)

__all__ = [
    "tell_cover_declined",
    "tell_cover_taken",
    "tell_cover_withdrawn",
    "tell_of_absence",
    "tell_of_layer",
    "tell_of_override",
    "tell_of_return",
    "tell_of_taking_back",
    "tell_offers",
    "tell_source_failing",
    "tell_source_mended",
    "tell_swap_accepted",
    "tell_swap_proposed",
    "tell_swap_refused",
]
