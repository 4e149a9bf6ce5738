"""What authors are asked for: articles that cases want, words that nobody found."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.desk.addresses import CaseUrls, with_query
from charterdesk.desk.knowledge_values import LibraryPage, MissRow, WishRow
from charterdesk.desk.pages.knowledge import list_tabs
from charterdesk.knowledge.models import Miss
from charterdesk.knowledge.queries.authors import Wish


def wanted_page(wishes: Sequence[Wish]) -> LibraryPage:
    """Cases that want an article written or made clearer (R-BIC-38)."""
    count = len(wishes)
    said = ngettext("%(count)d case wants an article", "%(count)d cases want an article", count)
    return LibraryPage(
        sentence=said % {"count": count} if count else "",
        tabs=list_tabs("wanted"),
        wishes=tuple(_wish(one) for one in wishes),
        empty=_("No case wants an article."),
    )


def misses_page(misses: Sequence[Miss]) -> LibraryPage:
    """Words that were searched for in vain; who searched is not kept."""
    return LibraryPage(
        sentence=_("What people searched for and did not find. Who it was is not kept."),
        tabs=list_tabs("misses"),
        misses=tuple(_miss(one) for one in misses),
        empty=_("Nobody has searched in vain."),
    )


def _wish(one: Wish) -> WishRow:
    number = one.case.number
    why = {
        "unclear": _("the customer did not find the article clear"),
        "missing": _("it was solved without an article"),
    }
    return WishRow(
        number, one.case.subject or _("(no subject)"), CaseUrls(number).page(),
        why.get(one.why, one.why), one.event.at, CaseUrls(number).of("case_article"),
        reverse("desk:kb_not_wanted", args=[number]),
    )  # fmt: skip


def _miss(one: Miss) -> MissRow:
    times = ngettext("%(count)d time", "%(count)d times", one.times) % {"count": one.times}
    write = with_query(reverse("desk:kb_new"), {"title": one.words})
    return MissRow(one.words, times, one.last_at, write, reverse("desk:kb_miss", args=[one.pk]))
