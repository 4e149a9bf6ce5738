"""What readers of a published charter said to "was this helpful", for people of the desk."""

from dataclasses import dataclass

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.charters.models import HelpfulAnswer


@dataclass(frozen=True, slots=True)
class Answered:
    """How many found it helpful and how many not, over all versions; the newest comments first.

    `more` comments are older than those.
    """

    helpful: int
    unhelpful: int
    comments: tuple[HelpfulAnswer, ...]
    more: int


def what_readers_say(asker: Actor, name: str, most: int = 20) -> Answered:
    """The answers on the published page of a charter, in four queries."""
    demand_sight(asker)
    rows = HelpfulAnswer.objects.filter(name=name)
    helpful = rows.filter(is_helpful=True).count()
    commented = rows.exclude(comment="")
    return Answered(
        helpful=helpful,
        unhelpful=rows.count() - helpful,
        comments=tuple(commented.order_by("-said_at", "-pk")[:most]),
        more=max(0, commented.count() - most),
    )
