"""What readers of a published charter say of it. Anybody may; so it is bounded, and nameless."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.charters.models import HelpfulAnswer
from charterdesk.charters.queries.published import published_charter

LONGEST = 2000
DAY = timedelta(days=1)
# Of one version, so that a stranger can't fill the disk; far more than readers ever say.
MOST_A_DAY = 500


def say_helpful(
    *, name: str, version: int, is_helpful: bool, comment: str, at: datetime
) -> HelpfulAnswer | Refusal | None:
    """Keep an answer; None where there is no such page."""
    if published_charter(name, at, version) is None:
        return None
    if len(comment) > LONGEST:
        said = {"most": LONGEST, "length": len(comment)}
        return Refusal(
            _("Your words are %(length)d letters long: please say it in %(most)d.") % said,
            "comment",
        )
    recent = HelpfulAnswer.objects.filter(name=name, version=version, said_at__gt=at - DAY)
    if recent.count() >= MOST_A_DAY:
        return Refusal(_("Very many have answered today: please come back tomorrow."))
    return HelpfulAnswer.objects.create(
        name=name, version=version, is_helpful=is_helpful, comment=comment.strip(), said_at=at
    )
