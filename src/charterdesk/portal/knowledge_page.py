"""Articles as view values for customers: what was found, the contents, one article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from charterdesk.cases.queries.hits import FoundMessage
from charterdesk.kit.fulltext.snippets import Piece
from charterdesk.knowledge.marking import Heading, drawn
from charterdesk.knowledge.models import ArticleText, Category
from charterdesk.knowledge.queries import Found, Suggestion
from charterdesk.knowledge.queries.contents import Contents
from charterdesk.knowledge.queries.reading import Opened
from charterdesk.look.values import Link, Pager, Tab


@dataclass(frozen=True, slots=True)
class Hit:
    """An article, or a message of a case, that was found."""

    url: str
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPage:
    """The search box with what it found, or the contents by category."""

    words: str
    sentence: str
    hits: tuple[Hit, ...] = ()
    cases: tuple[Hit, ...] = ()
    sections: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    categories: tuple[Tab, ...] = ()
    pager: Pager | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """One article; `trouble` is why the reader's word on it was not kept."""

    title: str
    html: str
    headings: tuple[Heading, ...]
    updated: datetime
    category: str
    languages: tuple[Tab, ...]
    useful_url: str
    thanks: bool
    trouble: str
    comment: str


def library_page(
    words: str, found: Sequence[Found], messages: Sequence[FoundMessage],
    listed: Contents, categories: Sequence[tuple[Category, int]], asked: tuple[str, str],
) -> LibraryPage:  # fmt: skip
    """What the words found, else the contents of the category asked for, from its mark on."""
    chosen, after = asked
    return LibraryPage(
        words=words,
        sentence=_sentence(words, len(found)),
        hits=tuple(Hit(one.url, one.title, one.snippet) for one in found),
        cases=tuple(_message(one) for one in messages),
        sections=_sections(listed.texts),
        pager=_pager(chosen, after, listed.after),
        categories=tuple(_category(one, chosen) for one, count in categories if count),
    )


def with_near(page: LibraryPage, near: Sequence[Suggestion]) -> LibraryPage:
    """A search that found nothing with articles that have some of its words: a whole sentence is
    seldom in any."""
    if not near:
        return page
    hits = tuple(Hit(one.url, (Piece(one.title),), (Piece(one.snippet),)) for one in near)
    told = _("No article has all of these words. These come near:")
    return replace(page, sentence=told, hits=hits)


def article_page(opened: Opened, *, thanks: bool, trouble: str, comment: str) -> ArticlePage:
    """One article with its languages; the reader's words come back where they were not kept."""
    text = opened.text
    slug, body, names = text.article.slug, drawn(text.body), dict(settings.LANGUAGES)
    here = reverse("portal:kb_article", args=[slug])
    category = text.article.category
    return ArticlePage(
        title=text.title,
        html=body.html,
        headings=body.headings,
        updated=text.changed_at,
        category=_name(category) if category else "",
        languages=tuple(
            Tab(names.get(code, code), f"{here}?lang={code}", code == text.language)
            for code in opened.languages
        ) if len(opened.languages) > 1 else (),
        useful_url=f"{reverse('portal:kb_useful', args=[slug])}?lang={text.language}",
        thanks=thanks,
        trouble=trouble,
        comment=comment,
    )  # fmt: skip


def _sentence(words: str, count: int) -> str:
    if not words:
        return ""
    if not count:
        return _("No article has these words. Try fewer of them, or open a case.")
    return ngettext("%(count)d article found", "%(count)d articles found", count) % {"count": count}


def _message(one: FoundMessage) -> Hit:
    case = one.message.case
    url = reverse("portal:case", args=[case.number])
    title = (Piece(f"{case.number} · {case.subject or _('(no subject)')}"),)
    note = _("in the file %(file)s") % {"file": one.file} if one.file else ""
    return Hit(url, title, one.snippet, note)


def _sections(listed: Sequence[ArticleText]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """The articles under their categories, in the order that they come."""
    found: dict[str, list[Link]] = {}
    for text in listed:
        category = text.article.category
        name = _name(category) if category else _("Other articles")
        url = reverse("portal:kb_article", args=[text.article.slug])
        found.setdefault(name, []).append(Link(text.title, url))
    return tuple((name, tuple(links)) for name, links in found.items())


def _pager(category: str, after: str, behind: str) -> Pager | None:
    if not after and not behind:
        return None
    here, kept = reverse("portal:knowledge"), {"category": category} if category else {}
    first = f"{here}?{urlencode(kept)}" if kept else here
    following = f"{here}?{urlencode({**kept, 'after': behind})}"
    return Pager("", first if after else "", following if behind else "")


def _category(one: Category, chosen: str) -> Tab:
    return Tab(_name(one), f"{reverse('portal:knowledge')}?category={one.slug}", one.slug == chosen)


def _name(category: Category) -> str:
    names = category.names
    own = names.get(get_language() or "")
    return str(own or next((name for name in names.values() if name), category.slug))
