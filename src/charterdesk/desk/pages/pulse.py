"""The answer to a pulse: counts of the rail, changed rows, news of the case, who else is there."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
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
    person: Person, news: News, form: PulseForm, others: Mapping[str, Doing] | None, at: datetime
) -> dict[str, Any]:
    """What `pulse.js` reads; `seq` is the event up to which the page knows then."""
    answer: dict[str, Any] = {"seq": news.newest}
    with translation.override(person.language):
        if form.shown_case():
            answer["presence"] = presence_words(others or {})
    if news.newest == form.since_event():
        return answer
    answer["counts"] = _counts(person)
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
    return {**asdict(counts_in(tally, rail.held)), **starred}
