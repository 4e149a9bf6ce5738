"""Changing a charter's text: one thing changes, every comment and all else stays as it was.

Each function takes a text and gives the new one, pure; it proves by reading both that nothing but
the wanted thing differs, and raises `EditError` with a sentence where it can't.
"""

from charterdesk.engine.editing.adding import add_entry, add_item
from charterdesk.engine.editing.putting import put, set_list
from charterdesk.engine.editing.removing import move_item, remove_entry, remove_item
from charterdesk.engine.editing.setting import set_word
from charterdesk.engine.editing.source import EditError, Path, Plain, Source

__all__ = [
    "EditError",
    "Path",
    "Plain",
    "Source",
    "add_entry",
    "add_item",
    "move_item",
    "put",
    "remove_entry",
    "remove_item",
    "set_list",
    "set_word",
]
