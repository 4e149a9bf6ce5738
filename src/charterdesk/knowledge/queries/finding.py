"""Articles found by the forms of their words: those searched for, and those that may help.

A search wants all its words. A suggestion is made of whole sentences, so each word speaks for
the articles that hold it, a rare one louder than a common one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from charterdesk.kit.fulltext.matching import Index, Rare, newest_with_each, rows_with
from charterdesk.kit.fulltext.snippets import Piece, snippet_of
from charterdesk.kit.fulltext.words import asked_stems, stems_of
from charterdesk.knowledge.marking import plain_text
from charterdesk.knowledge.models import ArticleText, State
from charterdesk.knowledge.queries.sight import Reader, address_for, texts_seen_by

WORDS = Index("knowledge_articlewords", "text_id")
# Where nothing has the words, what begins so will do.
LOOKS = (WORDS, replace(WORDS, by_beginning=True))
# More hits than these are not put in order by how well they fit: the newest come first.
MOST_RANKED = 200
MOST_FOUND = 50
MOST_NEWEST = 300
MOST_WEIGHED = 30
# A word that speaks for every article tells nothing about one of them.
ENOUGH = 2
TITLE_COUNTS = 2.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article that may help; `snippet` is where its words are most like the text."""

    title: str
    slug: str
    url: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Found:
    """A text that was found, with the piece of it that was."""

    text: ArticleText
    url: str
    snippet: tuple[Piece, ...]
    title: tuple[Piece, ...]


def articles_found(
    words: str, *, reader: Reader, language: str = "", at_most: int = MOST_FOUND,
    rare: Rare | None = None,
) -> tuple[Found, ...]:  # fmt: skip
    """Texts with all of the words in some form, those with the words in the title first.

    Of one article only the text in `language` is taken where several were found. Where no text
    has the words, texts with words that begin so are taken. `rare` is what a look into `LOOKS`
    found already.
    """
    stems = asked_stems(words)
    if not stems:
        return ()
    for index in LOOKS:
        if rare and rare.get(index) == []:
            continue
        rows = rows_with(index, stems, rare)
        hits = texts_seen_by(reader).filter(pk__in=rows).defer("body")
        newest = list(hits.order_by("-pk")[:MOST_RANKED])
        if newest:
            ranked = sorted(newest, key=lambda text: _order(text, stems, language))
            return _found(_one_of_each(ranked)[:at_most], reader, stems, index.by_beginning)
    return ()


def count_of_articles(
    words: str, *, reader: Reader, at_most: int = MOST_FOUND, rare: Rare | None = None
) -> int:
    """How many texts `articles_found` would begin with, counted up to `at_most`."""
    stems = asked_stems(words)
    for index in LOOKS if stems else ():
        if rare and rare.get(index) == []:
            continue
        rows = rows_with(index, stems, rare)
        found = texts_seen_by(reader).filter(pk__in=rows).values("pk")[:at_most].count()
        if found:
            return found
    return 0


def suggested(
    text: str, *, reader: Reader, language: str, at_most: int = 5
) -> tuple[Suggestion, ...]:
    """Articles that may answer what somebody writes, the likeliest first; two queries.

    For people of the desk internal ones too; for everybody else only public ones. Drafts are
    suggested to nobody.
    """
    stems = asked_stems(text)
    if not stems or at_most < 1:
        return ()
    scores = _scores(newest_with_each(WORDS, stems, MOST_NEWEST))
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[:MOST_WEIGHED]
    seen = texts_seen_by(reader).filter(pk__in=best, state__in=(State.PUBLIC, State.INTERNAL))
    weight = {one: scores[one.pk] + _in_title(one, stems) * TITLE_COUNTS for one in seen}
    told = sorted(weight, key=lambda one: (-weight[one], one.language != language, -one.pk))
    return tuple(_suggestion(one, reader, stems) for one in _in_language(told, language)[:at_most])


def _scores(holding: dict[str, list[int]]) -> dict[int, float]:
    """What the words say for each text; one that few texts hold says most."""
    scores: dict[int, float] = defaultdict(float)
    hits: dict[int, int] = defaultdict(int)
    for keys in holding.values():
        worth = 1 + log(MOST_NEWEST / len(keys)) if keys else 0.0
        for pk in keys:
            scores[pk] += worth
            hits[pk] += 1
    wanted = min(ENOUGH, sum(bool(keys) for keys in holding.values()))
    return {pk: score for pk, score in scores.items() if hits[pk] >= wanted}


def _order(text: ArticleText, stems: Sequence[str], language: str) -> tuple[int, bool, int]:
    return (-_in_title(text, stems), bool(language) and text.language != language, -text.pk)


def _in_title(text: ArticleText, stems: Sequence[str]) -> int:
    return len(set(stems_of(text.title).split()) & set(stems))


def _one_of_each(texts: Sequence[ArticleText]) -> list[ArticleText]:
    """The first text of each article."""
    first: dict[int, ArticleText] = {}
    for one in texts:
        first.setdefault(one.article_id, one)
    return list(first.values())


def _in_language(texts: Sequence[ArticleText], language: str) -> list[ArticleText]:
    """One text of each article, in the order of the articles' best; the reader's own if found."""
    own = {one.article_id: one for one in texts if one.language == language}
    return [own.get(one.article_id, one) for one in _one_of_each(texts)]


def _found(
    texts: Sequence[ArticleText], reader: Reader, stems: Sequence[str], by_beginning: bool = False
) -> tuple[Found, ...]:
    wanted = [one.pk for one in texts]
    bodies = dict(ArticleText.objects.filter(pk__in=wanted).values_list("pk", "body"))
    return tuple(
        Found(
            one,
            address_for(reader, one.article.slug),
            snippet_of(plain_text(bodies[one.pk]), stems, by_beginning=by_beginning),
            snippet_of(one.title, stems, by_beginning=by_beginning),
        )
        for one in texts
    )


def _suggestion(text: ArticleText, reader: Reader, stems: Sequence[str]) -> Suggestion:
    pieces = snippet_of(plain_text(text.body), stems)
    slug = text.article.slug
    words = "".join(piece.text for piece in pieces)
    return Suggestion(text.title, slug, address_for(reader, slug), words)
