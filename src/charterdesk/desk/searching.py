"""One search over cases, messages, articles, customers and equipment, for who may see them.

Every tab is counted, up to a bound; only the one that is shown is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.db.models import QuerySet

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, Message
from charterdesk.cases.queries import cases_seen_by
from charterdesk.cases.queries.own_fields import cases_holding, fields_named_in
from charterdesk.cases.queries.searching import (
    MOST_FOUND,
    MOST_WEIGHED,
    Asked,
    Facet,
    FoundMessage,
    Narrowing,
    asked_of,
    cases_with,
    facets_of,
    messages_with,
    narrowed,
    nearest_words,
    shown_messages,
)
from charterdesk.customers.equipment import assets_like
from charterdesk.customers.identifying import contacts_by_number, organisations_by_paper
from charterdesk.customers.models import Asset, Contact, Organisation
from charterdesk.customers.queries import contacts_like, organisations_like
from charterdesk.knowledge.queries import Found, articles_found, count_of_articles

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
    """Whether a case may be called so: one word with a digit in it."""
    return len(words) <= LONGEST_NUMBER and not words.split()[1:] and any(map(str.isdigit, words))


def results_of(person: Person, words: str, tab: str, to: Narrowing = EVERYTHING) -> Results:
    """What the words find; of no tab in particular, that of the first tab that has something.

    Where nothing has them, words that begin so will do; then the nearest words are offered.
    """
    if len(words) < SHORTEST:
        return Results(words=words, tab=tab if tab in TABS else TABS[0])
    rest, wanted = fields_named_in(words)
    seen = cases_holding(narrowed(cases_seen_by(person), to), wanted)
    asked = asked_of(rest)
    if wanted and not asked.stems:
        return _holding(words, seen)
    found = replace(_found(person, rest, asked, tab, to, seen), words=words)
    if found.found_anything or not asked.stems:
        return found
    begun = _found(person, rest, replace(asked, by_beginning=True), tab, to, seen)
    begun = replace(begun, words=words)
    if begun.found_anything or to != EVERYTHING or wanted:
        return begun
    return replace(begun, nearest=nearest_words(cases_seen_by(person), words))


def _holding(words: str, seen: QuerySet[Case]) -> Results:
    """Only values of fields were asked for: the newest cases that hold them."""
    cases = seen.select_related("owner", "organisation", "contact", "contract").order_by("-pk")
    found = list(cases[: MOST_FOUND + 1])
    counts = {**dict.fromkeys(TABS, 0), "cases": len(found)}
    facets = facets_of(cases) if len(found) > 1 else ()
    return Results(words=words, tab="cases", counts=counts, cases=found[:MOST_FOUND], facets=facets)


def _found(
    person: Person, words: str, asked: Asked, tab: str, to: Narrowing, seen: QuerySet[Case]
) -> Results:
    cases, messages = cases_with(seen, asked), messages_with(seen, asked)
    customers = _customers(person, words)
    assets = assets_like(person, words, MOST_FOUND + 1)
    counts = {
        "cases": cases.values("pk")[: MOST_FOUND + 1].count(),
        "messages": messages.values("pk")[: MOST_FOUND + 1].count(),
        "articles": count_of_articles(words, reader=person),
        "customers": len(customers),
        "equipment": len(assets),
    }
    chosen = tab if tab in TABS else next((one for one in TABS if counts[one]), TABS[0])
    return Results(
        words=words, tab=chosen, counts=counts, asked=asked,
        cases=list(cases[:MOST_FOUND]) if chosen == "cases" else (),
        messages=shown_messages(messages, asked) if chosen == "messages" else (),
        articles=_articles(person, words) if chosen == "articles" else (),
        customers=customers, assets=assets[:MOST_FOUND],
        facets=_facets(chosen, cases, messages, seen)
        if counts[chosen] > 1 or (counts[chosen] and to != EVERYTHING)
        else (),
    )  # fmt: skip


def _facets(
    tab: str, cases: QuerySet[Case], messages: QuerySet[Message], seen: QuerySet[Case]
) -> list[Facet]:
    """What cases can be narrowed to, and messages by their cases."""
    if tab == "cases":
        return facets_of(cases)
    if tab != "messages":
        return []
    newest = messages.select_related(None).values_list("case", flat=True)[:MOST_WEIGHED]
    return facets_of(seen.filter(pk__in=list(newest)))


def _articles(person: Person, words: str) -> tuple[Found, ...]:
    return articles_found(words, reader=person, language=person.language)


def _customers(person: Person, words: str) -> list[Whose]:
    """By the exact number of a paper or a telephone, then by words in names and addresses."""
    found: list[Whose] = [
        *(Whose(one, "paper") for one in organisations_by_paper(person, words)),
        *(Whose(one, "telephone") for one in contacts_by_number(person, words)),
        *(Whose(one, "name") for one in organisations_like(person, words, MOST_FOUND)),
        *(Whose(one, "name") for one in contacts_like(person, words)),
    ]
    return list({one.one: one for one in reversed(found)}.values())[::-1]
