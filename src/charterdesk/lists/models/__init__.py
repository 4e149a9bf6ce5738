"""Views that were saved, with their stars."""

from charterdesk.lists.models.view import SavedView, Star

__all__ = ["SavedView", "Star"]
