"""The saved views of somebody: their own and those of their teams; which of them are starred."""

from dataclasses import fields

from django.db.models import Exists, OuterRef, Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight, may_manage
from charterdesk.cases.queries.own_filters import own_filters
from charterdesk.cases.queries.queue import Filters
from charterdesk.kit.prepared import Prepared
from charterdesk.kit.spellings import spelled
from charterdesk.kit.whole_numbers import whole_number
from charterdesk.lists.models import SavedView, Star

# Its mark changes with every view, star and team that has views.
VIEWS = "views"
MOST_STARRED = 7
# What may narrow a view beside the desk's own fields.
NAMES = tuple(one.name for one in fields(Filters) if one.name != "own")


def views_of(asker: Person) -> QuerySet[SavedView]:
    """Every view that the asker has, by name; `is_starred` says which stand in the rail."""
    demand_sight(asker)
    return _views(asker.pk)


def views_like(asker: Person, words: str, most: int) -> list[SavedView]:
    """Those with the words in their name."""
    demand_sight(asker)
    return _LIKE.rows(most, person=asker.pk, **spelled(words))


def view_for(asker: Person, slug: str) -> SavedView | None:
    """The view of that slug, if the asker has it."""
    pk = whole_number(slug.removeprefix("v")) if slug.startswith("v") else None
    return views_of(asker).filter(pk=pk).first() if pk else None


def may_change(asker: Person, view: SavedView) -> bool:
    """Whether it is theirs to rename or remove: its maker's, its team's lead's, an admin's."""
    if view.made_by_id == asker.pk or may_manage(asker):
        return True
    return asker.memberships.filter(team=view.team_id, is_lead=True).exists()


def filters_of(view: SavedView, reader: Person) -> Filters:
    """What narrows the view, for its reader: "me" is whoever looks."""
    given = {name: str(value) for name, value in view.filters.items() if name in NAMES}
    for name in ("owner", "watcher"):
        if given.get(name) == "me":
            given[name] = reader.username
    return Filters(**given, own=own_filters(view.filters))


def starred_by(person: Person) -> list[SavedView]:
    """The views in the person's rail, the first starred first; one query."""
    return _STARRED.rows(person=person.pk)


def _starred(*, person: int) -> QuerySet[SavedView]:
    theirs = Q(made_by=person, team=None) | Q(team__memberships__person=person)
    mine = SavedView.objects.filter(theirs, stars__person=person)
    return mine.order_by("stars__at", "pk")[:MOST_STARRED]


def _views(person: int) -> QuerySet[SavedView]:
    theirs = Q(made_by=person, team=None) | Q(team__memberships__person=person)
    star = Exists(Star.objects.filter(view=OuterRef("pk"), person=person))
    found = SavedView.objects.filter(theirs).annotate(is_starred=star)
    return found.select_related("team", "made_by").order_by("name", "pk").distinct()


def _like(most: int, *, person: int, **words: str) -> QuerySet[SavedView]:
    like = Q()
    for one in words.values():
        like |= Q(name__icontains=one)
    return _views(person).filter(like)[:most]


_STARRED, _LIKE = Prepared(_starred), Prepared(_like)
