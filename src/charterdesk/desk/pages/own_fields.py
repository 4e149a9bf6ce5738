"""The page on which the fields of cases are declared, changed and retired."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import OwnField
from charterdesk.desk.forms.own_fields import OwnFieldForm
from charterdesk.desk.own_field_values import FieldRow, FieldsPage
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal


def fields_page(
    forms: Iterable[OwnFieldForm], new: OwnFieldForm, refusal: Refusal | None, *, may_change: bool
) -> FieldsPage:
    """Every field, retired ones last; with its form for who may change it."""
    rows = [_row(form, form.field, may_change) for form in forms if form.field]
    sentence = _("What your desk wants to know of its cases beside what a charter asks.")
    if not may_change:
        sentence = _("An administrator or the lead of a team can declare and change them.")
    return FieldsPage(
        sentence=sentence, rows=tuple(sorted(rows, key=lambda row: row.is_retired)),
        new=fields_of(new) if may_change else (), action=reverse("desk:fields"), refusal=refusal,
    )  # fmt: skip


def _row(form: OwnFieldForm, field: OwnField, may_change: bool) -> FieldRow:
    about = tuple(_about(field, form))
    is_retired = field.retired_at is not None
    if not may_change:
        return FieldRow(name=field.name, about=about, is_retired=is_retired)
    act = "desk:field_back" if is_retired else "desk:field_retire"
    return FieldRow(
        name=field.name, about=about, is_retired=is_retired,
        fields=() if is_retired else fields_of(form), action=reverse("desk:field", args=[field.pk]),
        act_url=reverse(act, args=[field.pk]), is_open=form.is_bound,
    )  # fmt: skip


def _about(field: OwnField, form: OwnFieldForm) -> Iterator[str]:
    """What it is, for whom and where, each in a few words."""
    yield str(OwnField.Sort(field.sort).label)
    if field.choices:
        yield ", ".join(field.choices)
    if field.needed:
        yield _("required: %(when)s") % {"when": OwnField.Needed(field.needed).label}
    yield _("customers see it") if field.is_shown else _("only the team sees it")
    if field.charters:
        titles = dict(getattr(form.fields.get("charters"), "choices", ()))
        yield ", ".join(titles.get(name, name) for name in field.charters)
    if field.matters:
        yield ", ".join(field.matters)
    yield _("in searches: %(key)s:…") % {"key": field.key}
