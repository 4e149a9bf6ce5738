"""One search over cases, messages, articles, customers and equipment, for who may see them.

Every tab is counted, up to a bound; only the one that is shown is read.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.db.models import QuerySet

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.cases.numbers import meant_numbers
from charterdesk.cases.queries.hits import (
    MOST_WEIGHED,
    Facet,
    FoundMessage,
    Search,
    cases_shown,
    facets_of,
    messages_shown,
    newest_cases,
    newest_messages,
)
from charterdesk.cases.queries.own_fields import cases_holding, fields_named_in
from charterdesk.cases.queries.searching import (
    CASES,
    MESSAGES,
    MOST_FOUND,
    Asked,
    Narrowing,
    asked_of,
    index_of,
    narrowed,
    nearest_words,
)
from charterdesk.cases.queries.sight import cases_in_sight, sight_of
from charterdesk.customers.equipment import assets_like
from charterdesk.customers.identifying import contacts_by_number, organisations_by_paper
from charterdesk.customers.models import Asset, Contact, Organisation
from charterdesk.customers.queries import contacts_like, organisations_like
from charterdesk.kit.fulltext.matching import Rare, rare_rows
from charterdesk.knowledge.queries import LOOKS, Found, articles_found, count_of_articles

TABS = ("cases", "messages", "articles", "customers", "equipment")
SHORTEST = 2
LONGEST_NUMBER = 40
EVERYTHING = Narrowing()


@dataclass(frozen=True, slots=True)
class Whose:
    """A customer or contact that was found; `by` says by what: its name, a paper, a telephone."""

    one: Organisation | Contact
    by: Literal["name", "paper", "telephone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found; `counts` are of all tabs, the rest of the one that is shown."""

    words: str
    tab: str
    counts: Mapping[str, int] = field(default_factory=dict)
    cases: Sequence[Case] = ()
    messages: Sequence[FoundMessage] = ()
    articles: Sequence[Found] = ()
    customers: Sequence[Whose] = ()
    assets: Sequence[Asset] = ()
    facets: Sequence[Facet] = ()
    nearest: str = ""
    asked: Asked | None = None

    @property
    def found_anything(self) -> bool:
        """Whether any tab has something."""
        return any(self.counts.values())


def may_be_number(words: str) -> bool:
    """Whether a case may be called so: one or two words with a digit at the end."""
    return len(words) <= LONGEST_NUMBER and not words.split()[2:] and words[-1:].isdigit()


def results_of(person: Person, words: str, tab: str, to: Narrowing = EVERYTHING) -> Results:
    """What the words find; of no tab in particular, that of the first tab that has something.

    Where nothing has them, words that begin so will do; then the nearest words are offered.
    """
    if len(words) < SHORTEST:
        return Results(words=words, tab=tab if tab in TABS else TABS[0])
    rest, wanted = fields_named_in(words)
    sight = sight_of(person)
    every = cases_in_sight(sight.everything, sight.charters, sight.owner)
    within = cases_holding(narrowed(every, to), wanted)
    asked = asked_of(rest)
    if wanted and not asked.stems:
        return _holding(words, within)
    is_all = not wanted and to == EVERYTHING
    search = Search(asked=asked, within=within, sight=sight if is_all else None, rare={})
    called = [] if wanted else _called(within, words)
    for one in (search, replace(search, asked=replace(asked, by_beginning=True))):
        found = replace(_found(person, rest, one, tab, to, called), words=words)
        if found.found_anything or not asked.stems:
            return found
    return replace(found, nearest=nearest_words(every, words)) if is_all else found


def _called(within: QuerySet[Case], words: str) -> list[int]:
    """The keys of the cases of that running number, which is no word of theirs by itself."""
    meant = meant_numbers(words)
    found = within.filter(number__in=meant).order_by("-pk").values_list("pk", flat=True)
    return list(found) if meant else []


def _holding(words: str, seen: QuerySet[Case]) -> Results:
    """Only values of fields were asked for: the newest cases that hold them."""
    keys = list(seen.order_by("-pk").values_list("pk", flat=True)[:MOST_WEIGHED])
    counts = {**dict.fromkeys(TABS, 0), "cases": _capped(keys)}
    facets = facets_of(keys) if len(keys) > 1 else ()
    cases = cases_shown(keys[:MOST_FOUND])
    return Results(words=words, tab="cases", counts=counts, cases=cases, facets=facets)


def _found(
    person: Person, words: str, search: Search, tab: str, to: Narrowing, called: list[int]
) -> Results:
    asked = search.asked
    indexes = (index_of(CASES, asked), index_of(MESSAGES, asked), *LOOKS)
    search = replace(search, rare=rare_rows(indexes, asked.stems))
    cases, messages = _newest(search, tab, called)
    customers, assets = _customers(person, words), assets_like(person, words, MOST_FOUND + 1)
    counts = {
        "cases": _capped(cases),
        "messages": _capped(messages),
        "articles": count_of_articles(words, reader=person, rare=search.rare),
        "customers": len(customers),
        "equipment": len(assets),
    }
    chosen = tab if tab in TABS else next((one for one in TABS if counts[one]), TABS[0])
    weighed = {"cases": cases, "messages": [case for _pk, case in messages]}.get(chosen, [])
    return Results(
        words=words, tab=chosen, counts=counts, asked=asked,
        cases=_shown(cases[:MOST_FOUND], called) if chosen == "cases" else (),
        messages=messages_shown([pk for pk, _case in messages[:MOST_FOUND]], asked)
        if chosen == "messages"
        else (),
        articles=_articles(person, words, search.rare) if chosen == "articles" else (),
        customers=customers, assets=assets[:MOST_FOUND],
        facets=facets_of(weighed)
        if counts[chosen] > 1 or (counts[chosen] and to != EVERYTHING)
        else (),
    )  # fmt: skip


def _shown(keys: Sequence[int], called: Collection[int]) -> list[Case]:
    return sorted(cases_shown(keys), key=lambda case: case.pk not in called)


def _newest(search: Search, tab: str, called: list[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """The newest cases and messages: of the tab that is shown what is weighed, else a count.

    Cases that are called so come before those that only speak of it.
    """
    unsaid = tab not in TABS
    cases = newest_cases(search, MOST_WEIGHED if unsaid or tab == "cases" else MOST_FOUND + 1)
    cases = [*called, *(key for key in cases if key not in called)]
    shows_messages = tab == "messages" or (unsaid and not cases)
    return cases, newest_messages(search, MOST_WEIGHED if shows_messages else MOST_FOUND + 1)


def _capped(keys: Sequence[object]) -> int:
    return min(len(keys), MOST_FOUND + 1)


def _articles(person: Person, words: str, rare: Rare) -> tuple[Found, ...]:
    return articles_found(words, reader=person, language=person.language, rare=rare)


def _customers(person: Person, words: str) -> list[Whose]:
    """By the exact number of a paper or a telephone, then by words in names and addresses."""
    found: list[Whose] = [
        *(Whose(one, "paper") for one in organisations_by_paper(person, words)),
        *(Whose(one, "telephone") for one in contacts_by_number(person, words)),
        *(Whose(one, "name") for one in organisations_like(person, words, MOST_FOUND)),
        *(Whose(one, "name") for one in contacts_like(person, words)),
    ]
    return list({one.one: one for one in reversed(found)}.values())[::-1]
