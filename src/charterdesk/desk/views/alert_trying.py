"""An example is tried before its mapping is kept; deliveries are looked at, and taken again."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_staffing, may_staff
from charterdesk.alerts import queries
from charterdesk.alerts.commands import drop_delivery, remap_source, take_again
from charterdesk.alerts.kinds import ANY_JSON
from charterdesk.alerts.models import AlertDelivery, AlertSource
from charterdesk.desk.forms.alerts import MappingForm, TrialForm
from charterdesk.desk.pages.alert_trying import trial_page
from charterdesk.desk.pages.alerts import delivery_page
from charterdesk.desk.views.alert_sources import found
from charterdesk.look.values import Refusal as Shown
from charterdesk.visit.asking import Ask, asked


@asked("GET", "POST")
def trial(ask: Ask, source: str) -> HttpResponse:
    """Try an example with a mapping; with `save` the mapping is kept."""
    demand_staffing(ask.person)
    row = found(ask, source)
    if not ask.is_post:
        return _drawn(ask, row, TrialForm(example=_kept(ask, row)), _mapping(row))
    form = TrialForm(ask.request.POST)
    mapping = MappingForm(ask.request.POST) if row.kind == ANY_JSON else None
    if mapping is not None and mapping.is_valid():
        row.mapping = mapping.mapping()
        if "save" in ask.request.POST:
            return _save(ask, row, form, mapping)
    if not form.is_valid():
        return _drawn(ask, row, form, mapping)
    return _drawn(ask, row, form, mapping, form.cleaned_data["example"])


@asked()
def delivery(ask: Ask, source: str, pk: int) -> HttpResponse:
    """One delivery as it came."""
    lead = may_staff(ask.person)
    page = delivery_page(_delivery(ask, source, pk), ask.reader, lead=lead)
    return ask.draw("desk/alert_delivery", page, current="alerts")


@asked("POST")
def again(ask: Ask, source: str, pk: int) -> HttpResponse:
    """A worker tries it once more."""
    row = _delivery(ask, source, pk)
    done = take_again(delivery=row, by=ask.person, at=ask.at)
    said = _("It is taken again in a moment.") if done else _("It needs no trying any more.")
    return ask.go(reverse("desk:alert_source", args=[source]), said)


@asked("POST")
def drop(ask: Ask, source: str, pk: int) -> HttpResponse:
    """Nothing is to come of it."""
    row = _delivery(ask, source, pk)
    drop_delivery(delivery=row, by=ask.person, at=ask.at)
    return ask.go(reverse("desk:alert_source", args=[source]), _("It is put away."))


def _delivery(ask: Ask, source: str, pk: int) -> AlertDelivery:
    row = queries.delivery_for(ask.person, source, pk)
    if row is None:
        raise Http404
    return row


def _kept(ask: Ask, row: AlertSource) -> str:
    """A kept delivery as the example; the newest where none is named."""
    named = ask.request.GET.get("of", "")
    pks = [int(named)] if named.isdecimal() and len(named) < 15 else []
    pks += [one.pk for one in queries.deliveries_of(ask.person, row)[:1]]
    kept = queries.delivery_for(ask.person, row.name, pks[0]) if pks else None
    return bytes(kept.raw).decode("utf-8", "replace") if kept else ""


def _mapping(row: AlertSource) -> MappingForm | None:
    return MappingForm(mapping=row.mapping) if row.kind == ANY_JSON else None


def _save(ask: Ask, row: AlertSource, form: TrialForm, mapping: MappingForm) -> HttpResponse:
    done = remap_source(source=row, mapping=mapping.mapping(), by=ask.person, at=ask.at)
    if isinstance(done, Refusal):
        return _drawn(ask, row, form, mapping, refusal=Shown(done.text))
    return ask.go(reverse("desk:alert_source", args=[row.name]), _("The mapping is kept."))


def _drawn(
    ask: Ask, row: AlertSource, form: TrialForm, mapping: MappingForm | None,
    example: str | None = None, refusal: Shown | None = None,
) -> HttpResponse:  # fmt: skip
    tried = None if example is None else queries.would_be(row, example.encode(), ask.at)
    page = trial_page(row, form, mapping, ask.reader, tried, refusal)
    wrong = page.refusal is not None or any(field.errors for field in page.example)
    return ask.draw("desk/alert_try", page, current="alerts", status=422 if wrong else 200)
