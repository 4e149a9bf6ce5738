"""Labels as pills, and the page on which they are changed."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Label
from charterdesk.desk.addresses import with_query
from charterdesk.desk.forms.labels import LabelForm
from charterdesk.desk.label_values import LabelRow, LabelsPage
from charterdesk.look.fields import fields_of
from charterdesk.look.values import LabelPill, Refusal


def pills_of(labels: Iterable[Label]) -> tuple[LabelPill, ...]:
    """Labels as they stand on a row or in the head of a case."""
    return tuple(LabelPill(label.name, label.mark) for label in labels)


def labels_page(
    forms: Iterable[LabelForm], refusal: Refusal | None, *, may_change: bool
) -> LabelsPage:
    """Every label; with its form for who may change it."""
    rows = tuple(_row(form, may_change) for form in forms)
    sentence = _("Everybody at the desk can put them on a case. They move no promise.")
    if not may_change:
        sentence = _("An administrator or the lead of a team can rename or drop them.")
    return LabelsPage(sentence, rows, refusal)


def _row(form: LabelForm, may_change: bool) -> LabelRow:
    label = form.label
    pill = LabelPill(label.name, label.mark)
    url = with_query(reverse("desk:queue", args=["open"]), {"label": label.name})
    if not may_change:
        return LabelRow(pill, url)
    return LabelRow(
        pill, url, fields_of(form), reverse("desk:label", args=[label.pk]),
        reverse("desk:label_drop", args=[label.pk]),
    )  # fmt: skip
