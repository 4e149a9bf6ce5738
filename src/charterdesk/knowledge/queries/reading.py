"""Articles to read: the contents, one article in the reader's language, its pictures."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.knowledge.models import (
    Article,
    ArticleAnswer,
    ArticleText,
    ArticleUse,
    Category,
    Picture,
    Revision,
    State,
)
from charterdesk.knowledge.queries.sight import Reader, texts_seen_by

MOST_LISTED = 500
MOST_CASES = 50


@dataclass(frozen=True, slots=True)
class Opened:
    """A text with the other languages that the reader may have it in, and what came of it."""

    text: ArticleText
    languages: tuple[str, ...]
    solved: int = 0
    useful: int = 0
    useless: int = 0


def opened_article(reader: Reader, slug: str, language: str) -> Opened | None:
    """The article in that language, else in the first that the reader may see; None without."""
    texts = list(
        texts_seen_by(reader).filter(article__slug=slug)
        .select_related("article__category", "article__owner", "changed_by").order_by("language")
    )  # fmt: skip
    if not texts:
        return None
    text = next((one for one in texts if one.language == language), texts[0])
    said = text.answers.aggregate(yes=Count("pk", Q(is_helpful=True)), all=Count("pk"))
    solved = ArticleUse.objects.filter(article=text.article, how=ArticleUse.How.ANSWERED).count()
    languages = tuple(one.language for one in texts)
    return Opened(text, languages, solved, said["yes"], said["all"] - said["yes"])


def article_of(reader: Person, slug: str) -> Article | None:
    """The article of that slug with all its texts, for its authors."""
    return (
        Article.objects.filter(texts__in=texts_seen_by(reader), slug=slug)
        .select_related("category", "owner")
        .prefetch_related(Prefetch("texts", ArticleText.objects.order_by("language")))
        .distinct()
        .first()
    )


def categories_of(reader: Reader) -> list[tuple[Category, int]]:
    """The categories with how many articles the reader may see in each, in their order."""
    seen = texts_seen_by(reader).values("article")
    counted = Category.objects.annotate(count=Count("articles", Q(articles__in=seen)))
    return [(one, one.count) for one in counted.order_by("position", "pk")]


def picture_for(reader: Reader, stored: str) -> Picture | None:
    """A picture of an article of which the reader may see a text."""
    seen = texts_seen_by(reader).values("article")
    return Picture.objects.filter(stored=stored, article__in=seen).first()


def stale_texts(reader: Person, on: date) -> list[ArticleText]:
    """What is shown, and should have been read again by now; the longest due first."""
    shown = texts_seen_by(reader).filter(state__in=(State.INTERNAL, State.PUBLIC))
    found = shown.filter(fresh_until__lt=on).select_related("article__owner").defer("body")
    return list(found.order_by("fresh_until", "pk")[:MOST_LISTED])


def cases_of_article(article: Article, seen: QuerySet[Case]) -> list[Case]:
    """The newest cases of an article among those seen."""
    uses = ArticleUse.objects.filter(article=article).values("case")
    return list(seen.filter(pk__in=uses).order_by("-pk")[:MOST_CASES])


def articles_of_case(reader: Reader, case: Case) -> list[ArticleText]:
    """The articles of a case that the reader may see, one text of each."""
    uses = ArticleUse.objects.filter(case=case).values("article")
    first: dict[int, ArticleText] = {}
    for one in texts_seen_by(reader).filter(article__in=uses).defer("body").order_by("pk"):
        first.setdefault(one.article_id, one)
    return list(first.values())


def comments_on(text: ArticleText) -> list[ArticleAnswer]:
    """What readers said in words, the newest first."""
    return list(text.answers.exclude(comment="").order_by("-said_at", "-pk")[:MOST_CASES])


def revisions_of(text: ArticleText) -> list[Revision]:
    """What was saved of a text that the reader sees, the newest first."""
    return list(text.revisions.select_related("by").order_by("-number")[:MOST_LISTED])


def unpublished_in(address: str) -> str:
    """The slug of an article of this desk that the address names and nobody may read; else ""."""
    path = address.removeprefix(settings.SITE)
    if not path.startswith("/kb/") or path.startswith("/kb/picture/"):
        return ""
    slug = path.removeprefix("/kb/").partition("/")[0].partition("?")[0]
    is_shown = ArticleText.objects.filter(article__slug=slug, state=State.PUBLIC).exists()
    return "" if is_shown or not slug else slug
