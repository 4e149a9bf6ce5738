"""What a search found, as a list of cases."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.cases.models import Case
from charterdesk.cases.queries.finding import MOST_FOUND, SHORTEST
from charterdesk.desk.addresses import with_query
from charterdesk.desk.pages.queue import queue_row
from charterdesk.desk.values import QueuePage
from charterdesk.visit.reader import Reader


def found_page(words: str, cases: Sequence[Case], reader: Reader) -> QueuePage:
    """The cases found for the words."""
    here = with_query(reverse("desk:search"), {"q": words})
    return QueuePage(
        key="search",
        name=_("Search: %(words)s") % {"words": words} if words else _("Search"),
        sentence=_sentence(len(cases)),
        here=here,
        rows=tuple(queue_row(case, here, reader) for case in cases),
        sort="updated",
        empty=_empty(words),
    )


def _sentence(count: int) -> str:
    if count >= MOST_FOUND:
        return _("The first %(count)d are shown: open ones first, then the last changed.") % {
            "count": count
        }
    return ngettext("%(count)d case found", "%(count)d cases found", count) % {"count": count}


def _empty(words: str) -> str:
    if len(words) < SHORTEST:
        return _("Type a number, or at least two letters of a subject or a customer.")
    return _("No case that you may see has these words in number, subject or customer.")
