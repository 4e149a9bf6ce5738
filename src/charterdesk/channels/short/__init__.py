"""Messages of a few lines, for everything that is not mail, and what an answer over HTTP means."""

from charterdesk.channels.short.message import ShortMessage

__all__ = ["ShortMessage"]
