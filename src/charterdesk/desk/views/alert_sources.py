"""Sources of alerts, for leads: the list, a new one, its settings, its key, its end."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import may_staff
from charterdesk.alerts import queries
from charterdesk.alerts.commands import change_source, make_source, revoke_source, rotate_key
from charterdesk.alerts.models import AlertSource
from charterdesk.desk.forms.alerts import MappingForm, SourceForm
from charterdesk.desk.pages.alert_trying import new_page
from charterdesk.desk.pages.alerts import key_page, source_page, sources_page
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked()
def sources(ask: Ask) -> HttpResponse:
    """All sources."""
    rows = queries.sources_seen_by(ask.person)
    lead = may_staff(ask.person)
    ways = bool(lead and queries.charters_for_sources(ask.person, ask.at))
    page = sources_page(rows, ask.reader, lead=lead, ways=ways)
    return ask.draw("desk/alerts", page, current="alerts")


@asked("GET", "POST")
def new(ask: Ask) -> HttpResponse:
    """A new source; its key is on the answer, and nowhere else."""
    data = ask.request.POST if ask.is_post else None
    form, mapping = _form(ask, data), MappingForm(data)
    if not (ask.is_post and form.is_valid() and mapping.is_valid()):
        return _new(ask, form, mapping)
    name, wish = form.cleaned_data["name"], form.wish(mapping.mapping())
    made = make_source(name=name, wish=wish, by=ask.person, at=ask.at)
    if isinstance(made, Refusal):
        return _new(ask, form, mapping, Shown(made.text))
    return ask.draw("desk/alert_key", key_page(*made), current="alerts")


@asked()
def source(ask: Ask, source: str) -> HttpResponse:
    """One source."""
    row = found(ask, source)
    return _drawn(ask, row, _form(ask, None, row) if may_staff(ask.person) else None)


@asked("POST")
def change(ask: Ask, source: str) -> HttpResponse:
    """Another setting."""
    row = found(ask, source)
    form = _form(ask, ask.request.POST, row)
    if not form.is_valid():
        return _drawn(ask, row, form, Shown(_("Something is missing or wrong.")))
    wish = form.wish(row.mapping or {"title": "title"})
    done = change_source(source=row, wish=wish, by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return _drawn(ask, row, form, Shown(done.text))
    return ask.go(reverse("desk:alert_source", args=[source]), _("The source is kept."))


@asked("POST")
def key(ask: Ask, source: str) -> HttpResponse:
    """A new key, shown this once."""
    row = found(ask, source)
    fresh = rotate_key(source=row, by=ask.person, at=ask.at)
    return ask.draw("desk/alert_key", key_page(row, fresh), current="alerts")


@asked("POST")
def end(ask: Ask, source: str) -> HttpResponse:
    """No key is good any more."""
    revoke_source(source=found(ask, source), by=ask.person, at=ask.at)
    done = _("Nothing more is taken from it.")
    return ask.go(reverse("desk:alert_source", args=[source]), done)


def found(ask: Ask, name: str) -> AlertSource:
    """The source; nobody's for whom it is not to be seen."""
    row = queries.source_for(ask.person, name)
    if row is None:
        raise Http404
    return row


def _form(ask: Ask, data: object, row: AlertSource | None = None) -> SourceForm:
    charters = queries.charters_for_sources(ask.person, ask.at)
    return SourceForm(charters, ask.person, data, row)


def _new(
    ask: Ask, form: SourceForm, mapping: MappingForm, refusal: Shown | None = None
) -> HttpResponse:
    page = new_page(form, mapping, refusal)
    return ask.draw("desk/alert_new", page, current="alerts", status=422 if ask.is_post else 200)


def _drawn(
    ask: Ask, row: AlertSource, form: SourceForm | None, refusal: Shown | None = None
) -> HttpResponse:
    alerts = queries.alerts_seen_by(ask.person, row)
    deliveries = queries.deliveries_of(ask.person, row)
    page = source_page(row, alerts, deliveries, form, ask.reader, refusal)
    status = 422 if refusal else 200
    return ask.draw("desk/alert_source", page, current="alerts", status=status)
