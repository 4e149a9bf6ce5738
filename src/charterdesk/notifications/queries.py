"""How a person is reached, and what became of the last test; seen by themselves."""

from charterdesk.accounts.models import Person
from charterdesk.notifications.models import Attempt, Means, Notice
from charterdesk.notifications.routes import TEST


def own_means(person: Person) -> list[Means]:
    """The person's means: the urgent ones in their order, then the others."""
    found = Means.objects.filter(person=person).order_by("position", "pk")
    return sorted(found, key=lambda one: (one.urgent_after is None, one.urgent_after, one.pk))


def one_of_own(person: Person, pk: int) -> Means | None:
    """A means of the person's by its key."""
    return Means.objects.select_related("person").filter(person=person, pk=pk).first()


def last_test(person: Person) -> tuple[Notice, list[Attempt]] | None:
    """The person's latest test with all that carriers and the person said to it."""
    tests = Notice.objects.filter(person=person, about=TEST, scope__startswith="means/")
    notice = tests.order_by("-pk").first()
    return (notice, list(notice.attempts.order_by("pk"))) if notice else None
