"""The answer to a pulse: counts of the rail, changed rows, news of the case, who else is there."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils import translation

from charterdesk.accounts.models import Person
from charterdesk.cases.queries.finding import News
from charterdesk.cases.queries.queue import tally_of
from charterdesk.desk.forms.pulse import Doing, PulseForm
from charterdesk.desk.pages.presence import presence_words
from charterdesk.visit.rail import rail_of
from charterdesk.visit.shell import counts_in


def news_page(
    person: Person, news: News, form: PulseForm, others: Mapping[str, Doing] | None,
    *, counted: bool,
) -> dict[str, Any]:  # fmt: skip
    """What `pulse.js` reads; `seq` is the event up to which the page knows then.

    `counted`: the counts have changed, though no event may have come.
    """
    answer: dict[str, Any] = {"seq": news.newest}
    with translation.override(person.language):
        if form.shown_case():
            answer["presence"] = presence_words(others or {})
    since = form.since_event()
    if counted or news.newest != since:
        answer["counts"] = _counts(person)
    if news.newest == since:
        return answer
    if form.shown_list():
        answer["list"] = {"changed": list(news.changed)}
    if form.shown_case() in news.changed:
        answer["case"] = {"new": False}
    return answer


def _counts(person: Person) -> dict[str, int]:
    """The counts of the rail, by the names that its entries have."""
    tally = tally_of(person)
    rail = rail_of(person, tally.sight)
    starred = {view.slug: count for view, count in rail.starred}
    return {**asdict(counts_in(tally, rail)), **starred}
