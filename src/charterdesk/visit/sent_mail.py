"""Mail that went into files instead of to a server can be read in the browser."""

from charterdesk.channels.sink.sending import Sink
from charterdesk.notifications.carriers import post_of_the_desk


def sink_of_the_desk() -> Sink | None:
    """The directory that takes the desk's mail; None where a mail server does."""
    carrier = post_of_the_desk()
    return carrier if isinstance(carrier, Sink) else None
