"""Drafts and their history. All who work at the desk may read them."""

from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.charters.models import CharterDraft, CharterEdit, CharterProposal


def draft_of(asker: Actor, name: str) -> CharterDraft | None:
    """The draft of a charter, if it is being written."""
    demand_sight(asker)
    return CharterDraft.objects.filter(name=name).select_related("updated_by").first()


def drafts(asker: Actor) -> QuerySet[CharterDraft]:
    """Every draft without its text, by name."""
    demand_sight(asker)
    return CharterDraft.objects.order_by("name").select_related("updated_by").defer("text")


def edits_of(asker: Actor, name: str) -> QuerySet[CharterEdit]:
    """Every saved text of a name, the newest first, without the texts."""
    demand_sight(asker)
    rows = CharterEdit.objects.filter(name=name).order_by("-edition")
    return rows.select_related("made_by").defer("text")


def edit_of(asker: Actor, name: str, edition: int) -> CharterEdit | None:
    """One saved text."""
    demand_sight(asker)
    return CharterEdit.objects.filter(name=name, edition=edition).select_related("made_by").first()


def proposal_for(asker: Actor, name: str) -> CharterProposal | None:
    """What waits for a second person, if anything."""
    demand_sight(asker)
    rows = CharterProposal.objects.filter(name=name, outcome="")
    return rows.select_related("asked_by").first()
