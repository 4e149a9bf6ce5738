"""A simulation: the form that asks for it, and its result as tables with links to the cases."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.cases.queries.finding import seen_numbers
from charterdesk.look.fields import fields_of
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Field
from charterdesk.simulation.report.cells import Speech, is_number
from charterdesk.simulation.report.page import page_of
from charterdesk.simulation.report.table import names_of
from charterdesk.simulation.report.tables import Table, tables_of
from charterdesk.simulation.report.text import headlines
from charterdesk.simulation.report.words import word
from charterdesk.simulation.values import Result, result_from_json
from charterdesk.studio.forms.simulating import SimulateForm
from charterdesk.studio.pages.head import head_of
from charterdesk.studio.pages.verdict import labels_of, verdicts
from charterdesk.studio.values import (
    ChangedCase,
    ResultCell,
    ResultTable,
    Simulated,
    SimulatePage,
)
from charterdesk.visit.asking import Ask

# The tables that answer first; all others can be unfolded.
FIRST = ("promises", "people", "worst_hours", "strictest")
MOST_ROWS = 60
MOST_CHANGES = 200


def simulate_page(
    ask: Ask, name: str, form: SimulateForm | None, faults: tuple[str, ...] = ()
) -> SimulatePage:
    """The form."""
    head = head_of(ask, name, "simulate")
    fields = {one.name: one for one in fields_of(form)} if form and not head.reason else {}
    return SimulatePage(
        head=head,
        action=reverse("studio:simulate", args=[name]),
        texts=_named(fields, "of", "against"),
        cases=_named(fields, "source"),
        history=_named(fields, "days"),
        log=_named(fields, "log", "log_map", "map_file", "contract"),
        load=_named(fields, "load", "runs"),
        people=_named(fields, "people"),
        fields=tuple(fields.values()),
        faults=faults,
    )


def _named(fields: dict[str, Field], *names: str) -> tuple[Field, ...]:
    return tuple(fields[name] for name in names if name in fields)


def simulated(person: Person, stored: dict[str, Any]) -> Simulated:
    """The result of a job, in the reader's language."""
    result = result_from_json(stored["result"])
    speech = _speech(result)
    labels = labels_of(result, stored.get("texts", ()))
    tables = tuple(_table(one, speech, labels) for one in tables_of(result) if one.key != "changes")
    first = tuple(one for key in FIRST for one in tables if one.key == key)
    return Simulated(
        verdicts=tuple(_capital(one) for one in verdicts(result, labels)),
        sentences=tuple(_sentences(result, speech, stored, labels)),
        first=first,
        more=tuple(one for one in tables if one not in first),
        names=tuple(_capital(labels.get(name, name)) for name in names_of(result)),
        changed=tuple(_changed(person, result, speech)),
        changed_more=_("Only the first %(count)d are shown.") % {"count": MOST_CHANGES}
        if len(result.changes) > MOST_CHANGES
        else "",
    )


def _sentences(
    result: Result, speech: Speech, stored: dict[str, Any], labels: Mapping[str, str]
) -> Iterator[str]:
    for said in map(speech.say, headlines(result)):
        name, colon, rest = said.partition(":")
        yield f"{_capital(labels[name])}{colon}{rest}" if name in labels else said
    yield from result.notes
    if stored.get("of_desk"):
        yield _("Roles are filled as on this desk today, and rotas as they were.")


def report_page(stored: dict[str, Any]) -> str:
    """The whole report as a page that stands alone, in the reader's language."""
    result = result_from_json(stored["result"])
    return page_of(result, _speech(result), get_language() or "en")


def _speech(result: Result) -> Speech:
    zone = result.sides[0].zone
    return Speech(lambda said: worded(said, zone), "," if get_language() == "ru" else ".")


def _table(one: Table, speech: Speech, labels: Mapping[str, str]) -> ResultTable:
    return ResultTable(
        key=one.key,
        title=_capital(speech.say(one.title)),
        columns=tuple(_capital(speech.say(head)) for head in one.columns),
        rows=tuple(
            tuple(_cell(speech.cell(cell), labels, is_number(cell)) for cell in row)
            for row in one.rows[:MOST_ROWS]
        ),
        note=speech.say(one.note) if one.note else "",
        cut=_("Only the first %(count)d are shown.") % {"count": MOST_ROWS}
        if len(one.rows) > MOST_ROWS
        else "",
    )


def _cell(text: str, labels: Mapping[str, str], is_number: bool) -> ResultCell:
    return ResultCell(labels.get(text, text), is_number)


def _changed(person: Person, result: Result, speech: Speech) -> Iterator[ChangedCase]:
    """The cases that come out otherwise; those that the reader may open are links."""
    shown = result.changes[:MOST_CHANGES]
    ours = seen_numbers(person, {one.ref for one in shown}) if result.source == "history" else set()
    for one in shown:
        yield ChangedCase(
            one.ref,
            reverse("desk:case", args=[one.ref]) if one.ref in ours else "",
            speech.cell(word(one.kind)),
            speech.cell(word(one.then)),
            speech.cell(word(one.now)),
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
