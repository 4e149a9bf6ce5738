"""Who may read a text: an author hands it in for review, a lead shows it to the desk or to all."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor, demand_sight, may_staff
from charterdesk.knowledge.models import ArticleText, State

SHOWN = (State.INTERNAL, State.PUBLIC)


def may_publish(actor: Actor) -> bool:
    """Whether the actor decides what others read: an administrator, or the lead of a team."""
    return may_staff(actor)


def set_state(*, text: ArticleText, state: str, by: Person, at: datetime) -> ArticleText | Refusal:
    """Give a text its state. Raises PermissionDenied where only a lead may.

    What is shown may only be taken back by those who may show it.
    """
    demand_sight(by)
    if (state in SHOWN or text.state in SHOWN) and not may_publish(by):
        raise PermissionDenied(_("Only an administrator or the lead of a team may publish."))
    if state in SHOWN and not text.body.strip():
        return Refusal(_("The article has no text yet: write it, then show it."), "state")
    with transaction.atomic():
        stored = ArticleText.objects.select_for_update().get(pk=text.pk)
        stored.state = state
        if state == State.PUBLIC and stored.published_at is None:
            stored.published_at = at
        stored.save(update_fields=["state", "published_at"])
    return stored


def keep_fresh(*, text: ArticleText, until: date | None, by: Person, at: datetime) -> None:
    """Say until when the text may be trusted without somebody reading it again."""
    demand_sight(by)
    ArticleText.objects.filter(pk=text.pk).update(fresh_until=until)
    text.fresh_until = until
