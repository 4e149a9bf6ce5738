"""One search over cases, messages, articles, customers and equipment, for who may see them.

Every tab is counted, up to a bound; only the one that is shown is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.cases.queries import cases_seen_by
from charterdesk.cases.queries.searching import (
    MOST_FOUND,
    Asked,
    FoundMessage,
    asked_of,
    cases_with,
    messages_with,
    shown_messages,
)
from charterdesk.customers.equipment import assets_like
from charterdesk.customers.identifying import contacts_by_number, organisations_by_paper
from charterdesk.customers.models import Asset, Contact, Organisation
from charterdesk.customers.queries import contacts_like, organisations_like
from charterdesk.knowledge.queries import Found, articles_found, count_of_articles

TABS = ("cases", "messages", "articles", "customers", "equipment")
SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found; `counts` are of all tabs, the rest of the one that is shown."""

    words: str
    tab: str
    counts: Mapping[str, int] = field(default_factory=dict)
    cases: Sequence[Case] = ()
    messages: Sequence[FoundMessage] = ()
    articles: Sequence[Found] = ()
    customers: Sequence[Organisation | Contact] = ()
    assets: Sequence[Asset] = ()

    @property
    def found_anything(self) -> bool:
        """Whether any tab has something."""
        return any(self.counts.values())


def results_of(person: Person, words: str, tab: str) -> Results:
    """What the words find; of no tab in particular, that of the first tab that has something."""
    if len(words) < SHORTEST:
        return Results(words=words, tab=tab if tab in TABS else TABS[0])
    asked = asked_of(words)
    exact = _found(person, words, asked, tab)
    if exact.found_anything or not asked.stems:
        return exact
    return _found(person, words, replace(asked, by_beginning=True), tab)


def _found(person: Person, words: str, asked: Asked, tab: str) -> Results:
    seen = cases_seen_by(person)
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
        words=words, tab=chosen, counts=counts,
        cases=list(cases[:MOST_FOUND]) if chosen == "cases" else (),
        messages=shown_messages(messages, asked) if chosen == "messages" else (),
        articles=_articles(person, words) if chosen == "articles" else (),
        customers=customers, assets=assets[:MOST_FOUND],
    )  # fmt: skip


def _articles(person: Person, words: str) -> tuple[Found, ...]:
    return articles_found(words, reader=person, language=person.language)


def _customers(person: Person, words: str) -> list[Organisation | Contact]:
    """By words in names and addresses, then by the exact number of a paper or a telephone."""
    found: list[Organisation | Contact] = [
        *organisations_like(person, words, MOST_FOUND), *contacts_like(person, words),
        *organisations_by_paper(person, words), *contacts_by_number(person, words),
    ]  # fmt: skip
    return list(dict.fromkeys(found))
