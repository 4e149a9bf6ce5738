"""The articles that helped most lately, for a first page: what solved cases, then the newest."""

from datetime import datetime, timedelta

from django.db.models import Count

from charterdesk.knowledge.models import ArticleText, ArticleUse
from charterdesk.knowledge.queries.sight import Reader, texts_seen_by

LATELY = timedelta(days=90)
# Of the newest texts so many are read for each that is shown: an article has several languages.
EDITIONS = 4


def top_articles(
    reader: Reader, language: str, *, at: datetime, at_most: int = 5
) -> list[ArticleText]:
    """One text of each article, in the reader's language where there is one; three queries.

    First those that answered most cases of the last ninety days, then what changed last; those
    that are only there in another language come after the others.
    """
    answered = ArticleUse.objects.filter(how=ArticleUse.How.ANSWERED, at__gt=at - LATELY)
    counted = answered.values("article").annotate(times=Count("pk")).order_by("-times", "-article")
    helped = [row["article"] for row in counted[:at_most]]
    texts = texts_seen_by(reader).defer("body").order_by("-changed_at", "-pk")
    found = [*texts.filter(article__in=helped), *texts[: at_most * EDITIONS]]
    first: dict[int, ArticleText] = {}
    for text in found:
        if text.article_id not in first or (
            text.language == language and first[text.article_id].language != language
        ):
            first[text.article_id] = text
    place = {article: number for number, article in enumerate(helped)}
    ordered = sorted(
        first.values(),
        key=lambda text: (place.get(text.article_id, at_most), text.language != language),
    )
    return ordered[:at_most]
