"""Which texts somebody may read. It stands inside every query of the knowledge.

People of the desk read all of them, each with its state; guests and strangers the public ones.
"""

from django.db.models import QuerySet

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.queries.guests import Guest
from charterdesk.knowledge.models import ArticleText, State

# None is a stranger.
Reader = Person | Guest | None


def texts_seen_by(reader: Reader) -> QuerySet[ArticleText]:
    """The texts that the reader may see; raises PermissionDenied for a closed account."""
    texts = ArticleText.objects.select_related("article__category")
    if isinstance(reader, Person):
        demand_sight(reader)
        return texts
    return texts.filter(state=State.PUBLIC)


def address_for(reader: Reader, slug: str) -> str:
    """Where the reader reads the article of that slug."""
    return f"/desk/kb/{slug}/" if isinstance(reader, Person) else f"/kb/{slug}/"
