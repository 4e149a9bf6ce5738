"""What would come of an example, alert by alert, before a mapping is kept."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.alerts.models import AlertSource
from charterdesk.alerts.queries import WouldBe
from charterdesk.desk.alert_values import SourceFormPage, TrialPage, TrialRow
from charterdesk.desk.forms.alerts import MappingForm, SourceForm, TrialForm
from charterdesk.engine.phrase import Phrase
from charterdesk.look.fields import fields_of
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Refusal
from charterdesk.visit.reader import Reader


def new_page(form: SourceForm, mapping: MappingForm, refusal: Refusal | None) -> SourceFormPage:
    """The form of a new source."""
    return SourceFormPage(
        fields=fields_of(form), mapping=fields_of(mapping), action=reverse("desk:alert_new"),
        back_url=reverse("desk:alerts"), refusal=refusal,
    )  # fmt: skip


def trial_page(
    source: AlertSource, trial: TrialForm, mapping: MappingForm | None, reader: Reader,
    found: list[WouldBe] | Phrase | None, refusal: Refusal | None = None,
) -> TrialPage:  # fmt: skip
    """The example, the mapping, and what would come of them."""
    if isinstance(found, Phrase):
        refusal = Refusal(worded(found, reader.zone))
    return TrialPage(
        name=source.name, example=fields_of(trial), mapping=fields_of(mapping) if mapping else (),
        action=reverse("desk:alert_try", args=[source.name]), refusal=refusal,
        back_url=reverse("desk:alert_source", args=[source.name]),
        tried=isinstance(found, list),
        rows=tuple(_row(one) for one in found) if isinstance(found, list) else (),
    )  # fmt: skip


def _row(one: WouldBe) -> TrialRow:
    return TrialRow(title=one.alert.title, facts=tuple(_facts(one)))


def _facts(one: WouldBe) -> Iterable[tuple[str, str]]:
    alert, place = one.alert, one.place
    organisation = place.arrival.organisation
    yield (
        _("State"),
        {"firing": _("fires"), "recovered": _("over"), "news": _("only news")}[alert.state],
    )
    yield _("Fingerprint"), alert.fingerprint
    yield _("Severity"), alert.severity or _("none")
    yield _("Priority"), one.priority or _("the default")
    yield _("Beginning"), alert.outbreak or _("not told")
    yield _("Customer"), organisation.name if organisation else _("none")
    yield _("Equipment"), place.asset.tag if place.asset else _("none")
    if place.unknown:
        yield _("Not known here"), ", ".join(place.unknown)
    if alert.text:
        yield _("Text"), alert.text
