"""A list is saved under a name, starred, renamed, removed. None of it changes a case."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import renew_edition
from charterdesk.accounts.models import Person, Team
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight
from charterdesk.lists.models import SavedView, Star
from charterdesk.lists.queries.views import MOST_STARRED, VIEWS, may_change, starred_by, views_of

MOST_VIEWS = 200


def save_view(
    *, name: str, base: str, filters: Mapping[str, str], team: Team | None, by: Person, at: datetime
) -> SavedView | Refusal:
    """Keep a list; it is starred where the rail has room. A team's is for its members to make."""
    demand_sight(by)
    tidy = " ".join(name.split())
    if refusal := _wrong(tidy, by):
        return refusal
    if team is not None and not by.memberships.filter(team=team).exists():
        raise PermissionDenied(_("Only people of the team may save views for it."))
    view = SavedView.objects.create(
        name=tidy, base=base, filters=dict(filters), team=team, made_by=by, made_at=at
    )
    star_view(view=view, by=by, at=at)
    return view


def rename_view(*, view: SavedView, name: str, by: Person) -> Refusal | None:
    """Another name; raises PermissionDenied for who may not."""
    _demand_change(by, view)
    tidy = " ".join(name.split())
    if refusal := _wrong(tidy, by, view):
        return refusal
    with transaction.atomic():
        SavedView.objects.filter(pk=view.pk).update(name=tidy)
        renew_edition(VIEWS)
    return None


def remove_view(*, view: SavedView, by: Person) -> None:
    """Take it away, out of every rail; raises PermissionDenied for who may not."""
    _demand_change(by, view)
    with transaction.atomic():
        SavedView.objects.filter(pk=view.pk).delete()
        renew_edition(VIEWS)


def star_view(*, view: SavedView, by: Person, at: datetime) -> Refusal | None:
    """Let it stand in the rail of `by`, where there is room."""
    demand_sight(by)
    others = [one for one in starred_by(by) if one.pk != view.pk]
    if len(others) >= MOST_STARRED:
        return Refusal(
            _("The rail has room for %(count)d views. Take a star from another one first.")
            % {"count": MOST_STARRED}
        )
    with transaction.atomic():
        Star.objects.get_or_create(view=view, person=by, defaults={"at": at})
        renew_edition(VIEWS)
    return None


def unstar_view(*, view: SavedView, by: Person) -> None:
    """Take it out of the rail of `by`."""
    with transaction.atomic():
        Star.objects.filter(view=view, person=by).delete()
        renew_edition(VIEWS)


def _demand_change(by: Person, view: SavedView) -> None:
    demand_sight(by)
    if not may_change(by, view):
        raise PermissionDenied(
            _("Only who saved it, a lead of its team or an administrator may change this view.")
        )


def _wrong(name: str, by: Person, view: SavedView | None = None) -> Refusal | None:
    """Why a view can't be called so."""
    if not name:
        return Refusal(_("A view needs a name."), "name")
    mine = views_of(by)
    if view is not None:
        mine = mine.exclude(pk=view.pk)
    if mine.filter(name__iexact=name).exists():
        return Refusal(_("You have a view of this name: choose another one."), "name")
    if view is None and SavedView.objects.filter(made_by=by).count() >= MOST_VIEWS:
        return Refusal(_("You have saved very many views: remove one first."))
    return None
