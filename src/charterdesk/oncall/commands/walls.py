"""Wallboards are hung up and taken down: administrators and leads of teams."""

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_staffing
from charterdesk.oncall.calendars.feeds import hash_of
from charterdesk.oncall.models import Wallboard

MOST = 50


@transaction.atomic
def make_wallboard(*, name: str, names_customers: bool, by: Person, at: datetime) -> str | Refusal:
    """The token of a new wallboard's address; it is shown once. It shows what `by` may see."""
    demand_staffing(by)
    if Wallboard.objects.filter(ended_at=None).count() >= MOST:
        return Refusal(_("Fifty wallboards are enough: end one first."))
    token = token_urlsafe(32)
    board = Wallboard(
        name=name.strip(), token_hash=hash_of(token), names_customers=names_customers,
        made_by=by, made_at=at,
    )  # fmt: skip
    return save_valid(board) or token


def end_wallboard(*, board: Wallboard, by: Actor, at: datetime) -> Refusal | None:
    """Its address shows nothing any more, from the screen's next look on."""
    demand_staffing(by)
    if not Wallboard.objects.filter(pk=board.pk, ended_at=None).update(ended_at=at):
        return Refusal(_("This wallboard was ended already."))
    return None
