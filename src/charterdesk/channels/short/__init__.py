"""Messages of a few lines, for everything that is not mail: what a carrier of them is handed."""

from charterdesk.channels.short.message import ShortMessage

__all__ = ["ShortMessage"]
