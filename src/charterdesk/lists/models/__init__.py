"""Views that were saved, with their stars; acts on many cases, with what became of each."""

from charterdesk.lists.models.bulk import BULK, BulkAct, BulkItem
from charterdesk.lists.models.view import SavedView, Star

__all__ = ["BULK", "BulkAct", "BulkItem", "SavedView", "Star"]
