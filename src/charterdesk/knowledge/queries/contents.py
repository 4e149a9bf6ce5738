"""The contents of the knowledge by category and title, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower

from charterdesk.kit.whole_numbers import whole_number
from charterdesk.knowledge.models import ArticleText
from charterdesk.knowledge.queries.sight import Reader, texts_seen_by

PAGE = 60
# Articles of no category come after all others.
LAST = 2**31 - 1
ORDER = ("place", "shelf", "small")


@dataclass(frozen=True, slots=True)
class Contents:
    """A page of them; `after` is the mark of the page behind it, "" for none."""

    texts: Sequence[ArticleText]
    after: str = ""


def contents_of(
    reader: Reader, language: str, *, category: str = "", after: str = ""
) -> Contents:  # fmt: skip
    """One text of each article that the reader may see, by category and title.

    In the reader's language where there is one, else in the first of the others. `after` is the
    last text of the page before; one that is none begins at the start.
    """
    texts = _placed(_one_of_each(reader, language))
    if category:
        texts = texts.filter(article__category__slug=category)
    if last := whole_number(after):
        texts = texts.filter(_behind(last))
    rows = list(texts.order_by(*ORDER, "pk")[: PAGE + 1])
    return Contents(rows[:PAGE], str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def _one_of_each(reader: Reader, language: str) -> QuerySet[ArticleText]:
    texts = texts_seen_by(reader).defer("body")
    others = texts_seen_by(reader).filter(article=OuterRef("article"))
    own = others.filter(language=language)
    earlier = others.filter(language__lt=OuterRef("language"))
    return texts.filter(Q(language=language) | (~Q(Exists(own)) & ~Q(Exists(earlier))))


def _placed(texts: QuerySet[ArticleText]) -> QuerySet[ArticleText, Any]:
    return texts.annotate(
        # A place's own column is too small for LAST: a comparison with it would find nothing.
        place=Coalesce("article__category__position", LAST, output_field=BigIntegerField()),
        shelf=Coalesce("article__category", LAST, output_field=BigIntegerField()),
        small=Lower("title"),
    )


def _behind(last: int) -> Q:
    """What comes after the text of that key; all where there is none."""
    found = _placed(ArticleText.objects.filter(pk=last)).values(*ORDER).first()
    if found is None:
        return Q()
    place, shelf, small = (found[name] for name in ORDER)
    later = Q(small__gt=small) | Q(small=small, pk__gt=last)
    return Q(place__gt=place) | Q(place=place) & (Q(shelf__gt=shelf) | Q(shelf=shelf) & later)
