"""What a word or a number may mean to somebody who wants to go there: few of each kind, quickly.

It is asked at each press of a key. Words count by their beginnings; a number of a case, a paper,
a telephone or an address names what it belongs to.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_like
from charterdesk.cases.models import Case
from charterdesk.cases.queries import cases_meant, cases_seen_by
from charterdesk.cases.queries.hits import Search, cases_shown, newest_cases
from charterdesk.cases.queries.searching import CASES, Asked, index_of
from charterdesk.cases.queries.sight import sight_of
from charterdesk.customers.equipment import assets_like
from charterdesk.customers.identifying import contacts_by_number, organisations_by_paper
from charterdesk.customers.models import Asset, Contact, Organisation
from charterdesk.customers.queries import contacts_like, organisations_like
from charterdesk.desk.searching import may_be_number
from charterdesk.kit.fulltext.matching import rare_rows
from charterdesk.kit.fulltext.words import asked_stems
from charterdesk.knowledge.queries import LOOKS, Found, articles_found
from charterdesk.lists.models import SavedView
from charterdesk.lists.queries.views import views_like

EACH, SHORTEST = 5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What the words may mean; `called` are the cases whose number they are."""

    called: Sequence[Case] = ()
    views: Sequence[SavedView] = ()
    cases: Sequence[Case] = ()
    people: Sequence[Person] = ()
    customers: Sequence[Organisation | Contact] = ()
    assets: Sequence[Asset] = ()
    articles: Sequence[Found] = ()


def meant_by(person: Person, words: str) -> Meant:
    """What somebody may mean who types this."""
    if len(words) < SHORTEST:
        return Meant(called=_called(person, words))
    sight = sight_of(person)
    # The last of the words may be no more than a beginning.
    asked = Asked(asked_stems(words), by_beginning=True)
    rare = rare_rows((index_of(CASES, asked), *LOOKS), asked.stems)
    search = Search(asked=asked, within=cases_seen_by(person), sight=sight, rare=rare)
    language = person.language
    return Meant(
        called=_called(person, words),
        views=views_like(person, words, EACH),
        cases=cases_shown(newest_cases(search, EACH)),
        people=people_like(person, words, EACH),
        customers=_customers(person, words),
        assets=assets_like(person, words, EACH),
        articles=articles_found(words, reader=person, language=language, at_most=EACH, rare=rare),
    )


def recent_cases(person: Person, numbers: Sequence[str]) -> list[Case]:
    """Those of the cases that they may still see, in the order given."""
    seen = cases_seen_by(person).filter(number__in=numbers).select_related("organisation")
    found = {case.number: case for case in seen}
    return [found[number] for number in numbers if number in found]


def _called(person: Person, words: str) -> list[Case]:
    return cases_meant(person, words)[:EACH] if may_be_number(words) else []


def _customers(person: Person, words: str) -> list[Organisation | Contact]:
    found: list[Organisation | Contact] = [
        *organisations_by_paper(person, words, EACH), *contacts_by_number(person, words, EACH),
        *organisations_like(person, words, EACH), *contacts_like(person, words, EACH),
    ]  # fmt: skip
    return list(dict.fromkeys(found))[: 2 * EACH]
