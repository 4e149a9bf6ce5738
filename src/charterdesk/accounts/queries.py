"""People and teams, as those who work at the desk may see them."""

from django.db.models import Prefetch, Q, QuerySet

from charterdesk.accounts.models import Membership, Person, Team
from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.kit.prepared import Prepared
from charterdesk.kit.spellings import spelled


def people_of_the_desk(asker: Actor) -> QuerySet[Person]:
    """Everybody with an open account, by name."""
    demand_sight(asker)
    return Person.objects.filter(is_active=True).order_by("name", "username")


def colleagues(asker: Actor) -> list[Person]:
    """The same with keys, names and usernames alone, for lists to choose from."""
    demand_sight(asker)
    return _COLLEAGUES.rows()


def people_like(asker: Actor, words: str, most: int) -> list[Person]:
    """Those of them with the words in their name."""
    demand_sight(asker)
    return _LIKE.rows(most, **spelled(words))


def person_named(asker: Actor, username: str) -> Person | None:
    """The person whom the engine knows by that name, also one whose account is closed."""
    demand_sight(asker)
    return Person.objects.filter(username=username).first()


def teams_with_people(asker: Actor) -> QuerySet[Team]:
    """All teams by name, with `memberships` and their people loaded, first to be called first."""
    demand_sight(asker)
    members = Membership.objects.select_related("person").order_by("position", "pk")
    return Team.objects.order_by("name").prefetch_related(Prefetch("memberships", members))


def _named() -> QuerySet[Person]:
    found = Person.objects.filter(is_active=True).order_by("name", "username")
    return found.only("username", "name")


def _like(most: int, **words: str) -> QuerySet[Person]:
    like = Q()
    for one in words.values():
        like |= Q(name__icontains=one)
    found = Person.objects.filter(like, is_active=True)
    return found.order_by("name", "username")[:most]


_COLLEAGUES, _LIKE = Prepared(_named), Prepared(_like)
