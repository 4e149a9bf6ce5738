"""What readers of the published page said to "was this helpful", for those who write it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charterdesk.charters.models import HelpfulAnswer
from charterdesk.charters.queries.answers import what_readers_say
from charterdesk.studio.values_readers import Readers, ReaderSaid
from charterdesk.visit.asking import Ask


def readers_of(ask: Ask, name: str) -> Readers | None:
    """The counts in a sentence, with the newest comments; None where nobody has said anything."""
    found = what_readers_say(ask.person, name)
    total = found.helpful + found.unhelpful
    if not total:
        return None
    sentence = ngettext(
        "%(total)d reader of the page for customers has answered: %(helpful)d found it helpful.",
        "%(total)d readers of the page for customers have answered: %(helpful)d found it helpful.",
        total,
    ) % {"total": total, "helpful": found.helpful}
    more = ngettext(
        "%(count)d older comment is not shown.", "%(count)d older comments are not shown.",
        found.more,
    ) % {"count": found.more}  # fmt: skip
    return Readers(sentence, tuple(map(_said, found.comments)), more if found.more else "")


def _said(row: HelpfulAnswer) -> ReaderSaid:
    return ReaderSaid(
        at=row.said_at,
        version=_("version %(number)s") % {"number": str(row.version)},
        word=pgettext("page", "helpful") if row.is_helpful else pgettext("page", "not helpful"),
        comment=row.comment,
    )
