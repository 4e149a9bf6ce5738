"""Choosing an article for a case."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.desk.addresses import CaseUrls, with_query
from charterdesk.desk.knowledge_values import LinkPage
from charterdesk.desk.pages.knowledge import state_words
from charterdesk.knowledge.models import ArticleText
from charterdesk.knowledge.queries import Suggestion
from charterdesk.look.values import Link, Refusal


def link_page(
    case: Case, urls: CaseUrls, hits: Sequence[tuple[str, str, str]],
    linked: Sequence[ArticleText], words: str, refusal: Refusal | None = None,
) -> LinkPage:  # fmt: skip
    """`hits` are slug, title and state of the articles that may be chosen."""
    return LinkPage(
        ref=case.number,
        subject=case.subject or _("(no subject)"),
        back_url=urls.page(),
        action=urls.of("case_article"),
        found=tuple(
            (slug, title, state_words(state) if state else "",
             reverse("desk:kb_article", args=[slug]))
            for slug, title, state in hits
        ),
        query=words,
        new_url=with_query(reverse("desk:kb_new"), {"title": case.subject[:200]}),
        linked=tuple(_linked(one) for one in linked),
        refusal=refusal,
    )  # fmt: skip


def articles_beside(like: Sequence[Suggestion], linked: Sequence[ArticleText]) -> tuple[Link, ...]:
    """Those linked to a case first, then those like it."""
    known = {text.article.slug for text in linked}
    alike = (Link(one.title, one.url) for one in like if one.slug not in known)
    marked = (
        Link(text.title, reverse("desk:kb_article", args=[text.article.slug]), _("linked"))
        for text in linked
    )
    return (*marked, *alike)


def _linked(text: ArticleText) -> Link:
    url = reverse("desk:kb_article", args=[text.article.slug])
    return Link(text.title, url, state_words(text.state))
