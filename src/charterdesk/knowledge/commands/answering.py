"""What readers say of an article. Anybody may; so it is bounded, and nameless."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.knowledge.models import ArticleAnswer, ArticleText

LONGEST = 2000
DAY = timedelta(days=1)
# Of one text, so that a stranger can't fill the disk; far more than readers ever say.
MOST_A_DAY = 200


def say_useful(
    *, text: ArticleText, is_helpful: bool, comment: str, at: datetime
) -> ArticleAnswer | Refusal:
    """Keep an answer to a text that the reader sees."""
    comment = comment.replace("\x00", "").strip()
    if len(comment) > LONGEST:
        said = {"most": LONGEST, "length": len(comment)}
        return Refusal(
            _("Your words are %(length)d letters long: please say it in %(most)d.") % said,
            "comment",
        )
    recent = ArticleAnswer.objects.filter(text=text, said_at__gt=at - DAY)
    if recent.count() >= MOST_A_DAY:
        return Refusal(_("Very many have answered today: please come back tomorrow."))
    return ArticleAnswer.objects.create(
        text=text, is_helpful=is_helpful, comment=comment, said_at=at
    )
