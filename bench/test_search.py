"""How long a search takes over 100,000 articles and 100,000 cases with a message each.

Wanted: 95 of 100 under 300 ms, on both databases; CHARTERDESK_TEST_DATABASE chooses which.
"""

import random
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import accumulate
from time import perf_counter

import pytest
from django.db import connection
from django.db.models import Max
from pytest_benchmark.fixture import BenchmarkFixture

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseWords, Message, MessageWords
from charterdesk.desk.searching import results_of
from charterdesk.kit.fulltext.words import stems_of
from charterdesk.knowledge.models import Article, ArticleText, ArticleWords, State
from charterdesk.knowledge.queries import articles_found, suggested
from tests.apps.cast import MONDAY, admin

ROWS = 100_000
AT_ONCE = 5000
WORDS = 40
LIMIT = 0.3
SEARCHES: Mapping[str, Callable[[Person, str], object]] = {
    "desk": lambda person, words: results_of(person, words, "messages"),
    "articles": lambda _person, words: articles_found(words, reader=None, language="en"),
    "suggest": lambda _person, words: suggested(words, reader=None, language="en"),
}


@pytest.fixture
def drawn() -> random.Random:
    """The same words at every run."""
    return random.Random(20260615)


@pytest.fixture
def vocabulary(drawn: random.Random) -> list[str]:
    """Words as texts have them: few common, many rare, two alphabets."""
    latin, cyrillic = "abcdefghiklmnoprstuvw", "абвгдезиклмнопрстухц"
    letters = [latin if number % 5 < 2 else cyrillic for number in range(20_000)]
    return ["".join(drawn.choices(one, k=drawn.randint(4, 9))) for one in letters]


@pytest.fixture
def shelf(db: None, drawn: random.Random, vocabulary: list[str]) -> list[str]:
    """The filled desk; gives its words, the commonest first."""
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(vocabulary))))
    for first in range(1, ROWS, AT_ONCE):
        texts = [
            " ".join(drawn.choices(vocabulary, cum_weights=weights, k=WORDS))
            for _row in range(AT_ONCE)
        ]
        _articles(first, texts)
        _cases(first, texts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # What the database does by itself some time after rows came.
            cursor.execute(
                "SELECT gin_clean_pending_list(c.oid::regclass) FROM pg_class c"
                " JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'gin' AND c.relkind = 'i'"
            )
    return vocabulary


def _articles(first: int, texts: list[str]) -> None:
    slugs = [Article(slug=f"a{first + place}", made_at=MONDAY) for place in range(len(texts))]
    articles = Article.objects.bulk_create(slugs)
    rows = ArticleText.objects.bulk_create(
        ArticleText(
            article=article, language="en", title=text[:60], body=text, state=State.PUBLIC,
            changed_at=MONDAY,
        )
        for article, text in zip(articles, texts, strict=True)
    )  # fmt: skip
    ArticleWords.objects.bulk_create(
        ArticleWords(text=row, words=stems_of(text)) for row, text in zip(rows, texts, strict=True)
    )


def _cases(first: int, texts: list[str]) -> None:
    last = Case.objects.aggregate(last=Max("sequence"))["last"] or 0
    cases = Case.objects.bulk_create(
        Case(
            number=f"B-{last + place}", sequence=last + place, charter="roxen", charter_version=1,
            subject=text[:60], channel="mail", status="closed", is_open=False, priority="normal",
            priority_rank=1, queue_key="", opened_at=MONDAY + timedelta(minutes=place),
            updated_at=MONDAY,
        )
        for place, text in enumerate(texts, start=1)
    )  # fmt: skip
    messages = Message.objects.bulk_create(
        Message(ref=f"b{case.number}", case=case, direction="in", text=text, at=MONDAY)
        for case, text in zip(cases, texts, strict=True)
    )
    CaseWords.objects.bulk_create(
        CaseWords(case=case, words=stems_of(case.subject)) for case in cases
    )
    MessageWords.objects.bulk_create(
        MessageWords(message=message, words=stems_of(message.text)) for message in messages
    )


def test_searching_a_hundred_thousand(
    benchmark: BenchmarkFixture, shelf: list[str], drawn: random.Random
) -> None:
    person = admin()
    asked = [
        *[" ".join(drawn.sample(shelf[:50], 2)) for _one in range(30)],
        *[" ".join(drawn.sample(shelf[:5000], 1)) for _one in range(50)],
        *[f"{drawn.choice(shelf)} {drawn.choice(shelf[:50])}" for _one in range(60)],
        *shelf[:10],
        *["nothing like this anywhere"] * 10,
    ]
    taken: dict[str, list[float]] = {kind: [] for kind in SEARCHES}
    for words in asked:
        for kind, search in SEARCHES.items():
            begun = perf_counter()
            search(person, words)
            taken[kind].append(perf_counter() - begun)
    for kind, times in taken.items():
        times.sort()
        late = times[int(len(times) * 0.95)]
        benchmark.extra_info[f"{kind} p95 ms"] = round(late * 1000, 1)
        benchmark.extra_info[f"{kind} median ms"] = round(times[len(times) // 2] * 1000, 1)
    print(benchmark.extra_info)
    benchmark.pedantic(lambda: results_of(person, shelf[0], "messages"), rounds=5)
    assert all(times[int(len(times) * 0.95)] < LIMIT for times in taken.values())
