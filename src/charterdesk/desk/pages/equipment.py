"""Equipment as a list, one piece of it, and a sheet on its way in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.customers.equipment_sheet import Taken
from charterdesk.customers.equipping import COLUMNS
from charterdesk.customers.listing import Listed
from charterdesk.customers.models import Asset, AssetType, Organisation
from charterdesk.desk.customer_values import Adder, AssetRow
from charterdesk.desk.equipment_values import EquipmentPage, SheetPage, TypeRow
from charterdesk.desk.forms.equipment import SheetForm
from charterdesk.desk.pages.customers import pager_of, why_not
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to, and from where it goes on."""

    words: str
    customer: Organisation | None
    after: str


def asset_row(one: Asset, today: date) -> AssetRow:
    """A piece of equipment in a list."""
    return AssetRow(
        tag=one.tag,
        url=one.get_absolute_url(),
        type=one.type.name,
        what=" ".join(part for part in (one.product, one.version) if part),
        serial=one.serial,
        place=one.place,
        warranty=warranty_words(one, today),
        customer=one.organisation.name,
        customer_url=reverse("desk:org", args=[one.organisation_id]),
    )


def warranty_words(one: Asset, today: date) -> str:
    """Until when, and whether that is over."""
    if one.warranty_until is None:
        return ""
    day = one.warranty_until.isoformat()
    return _("%(day)s, over") % {"day": day} if one.warranty_until < today else day


def equipment_page(
    asked: Asked, found: Listed[Asset], types: Sequence[AssetType], today: date,
    form: forms.Form | None, refusal: Refusal | None,
) -> EquipmentPage:  # fmt: skip
    """The list; `form` adds a type, None where the reader may not."""
    whose = str(asked.customer.pk) if asked.customer else ""
    here, kept = reverse("desk:equipment"), {"q": asked.words, "customer": whose}
    return EquipmentPage(
        sentence=_sentence(asked, found),
        query=asked.words,
        customer=whose,
        action=here,
        pager=pager_of(here, kept, asked.after, found),
        rows=tuple(asset_row(one, today) for one in found.rows),
        types=tuple(TypeRow(one.name, ", ".join(one.own_fields)) for one in types),
        adding=Adder(reverse("desk:equipment_type"), fields_of(form) if form else ()),
        csv_url=reverse("desk:equipment_csv"),
        sheet_url=reverse("desk:equipment_sheet"),
        empty=_empty(asked.words),
        reason="" if form else why_not(),
        refusal=refusal,
    )


def _sentence(asked: Asked, found: Listed[Asset]) -> str:
    """Whose it is; how much, where all of it stands on the page."""
    whose = f"{asked.customer.name}: " if asked.customer else ""
    if asked.after or found.after:
        return whose.removesuffix(": ")
    count = len(found.rows)
    said = ngettext("%(count)d piece of equipment", "%(count)d pieces of equipment", count)
    return whose + said % {"count": count}


def sheet_page(form: SheetForm, taken: Taken | None, may: bool) -> SheetPage:
    """The sheet with what a trial found."""
    faults = tuple((one.line, one.text) for one in taken.faults) if taken else ()
    return SheetPage(
        action=reverse("desk:equipment_sheet"),
        back_url=reverse("desk:equipment"),
        fields=fields_of(form) if may else (),
        columns=", ".join(COLUMNS),
        sentence=taken_words(taken) if taken and not faults else "",
        faults=faults,
        reason="" if may else why_not(),
    )


def taken_words(taken: Taken) -> str:
    """What the sheet does, or did."""
    said = {"added": taken.added, "changed": taken.changed, "same": taken.same}
    return _("Added: %(added)d. Changed: %(changed)d. As they were: %(same)d.") % said


def _empty(words: str) -> str:
    if words:
        return _("No equipment has these words in tag, product, serial number, place or customer.")
    return _("No equipment yet: add it on a customer's page, or take in a sheet.")
