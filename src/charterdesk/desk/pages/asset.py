"""One piece of equipment: what is known of it, how it stands to others, and its cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.customers.listing import Listed
from charterdesk.customers.models import Asset, AssetRelation, AssetType
from charterdesk.desk.customer_values import Adder
from charterdesk.desk.equipment_values import AssetPage, RelationRow, TiePage
from charterdesk.desk.forms.equipment import ASSET, RELATE, AssetForm, RelateForm, TieForm
from charterdesk.desk.pages.customers import pager_of
from charterdesk.desk.pages.equipment import warranty_words
from charterdesk.desk.pages.queue import queue_row
from charterdesk.desk.pages.systems import Systems, system_lines
from charterdesk.desk.values import QueuePage
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action, Link, Refusal
from charterdesk.visit.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of equipment with all that its page shows."""

    asset: Asset
    types: Sequence[AssetType]
    relations: Sequence[AssetRelation]
    cases: Listed[Case]
    after: str
    systems: Systems


def asset_page(
    piece: Piece, reader: Reader, bound: forms.Form | None = None, refusal: Refusal | None = None
) -> AssetPage:
    """The page; a form that was refused is handed in as `bound`."""
    one = piece.asset
    change: forms.Form = AssetForm(piece.types, asset=one)
    relate: forms.Form = RelateForm(prefix=RELATE)
    if bound is not None and bound.prefix == ASSET:
        change = bound
    if bound is not None and bound.prefix == RELATE:
        relate = bound
    return AssetPage(
        tag=one.tag,
        sentence=" ".join(part for part in (one.type.name, one.product, one.version) if part),
        customer=Link(one.organisation.name, reverse("desk:org", args=[one.organisation_id])),
        facts=_facts(one, reader),
        relations=tuple(_relation(each, one) for each in piece.relations),
        change=Adder(reverse("desk:asset", args=[one.tag]), fields_of(change)),
        relate=Adder(reverse("desk:asset_relate", args=[one.tag]), fields_of(relate)),
        cases=_cases(piece, reader),
        systems=system_lines(piece.systems, reader),
        open=bound is not None and bound.prefix == ASSET,
        refusal=refusal,
    )


def tie_page(case: Case, form: TieForm, action: str, back_url: str) -> TiePage:
    """Which equipment a case is about."""
    return TiePage(
        ref=case.number,
        subject=case.subject or _("(no subject)"),
        action=action,
        back_url=back_url,
        fields=fields_of(form),
        note="" if case.organisation else _("The desk doesn't know the customer of this case."),
    )


def _facts(one: Asset, reader: Reader) -> tuple[tuple[str, str], ...]:
    none = _("none")
    today = reader.at.astimezone(reader.zone).date()
    facts = (
        (_("Type"), one.type.name),
        (_("Product"), one.product),
        (_("Version"), one.version),
        (_("Serial number"), one.serial),
        (_("Licence key"), one.licence_key.number if one.licence_key else ""),
        (_("Warranty until"), warranty_words(one, today)),
        (_("Place"), one.place),
    )
    own = tuple((name, str(one.own_values.get(name, ""))) for name in one.type.own_fields)
    return tuple((label, value or none) for label, value in (*facts, *own))


def _relation(one: AssetRelation, seen_from: Asset) -> RelationRow:
    forth = one.asset_id == seen_from.pk
    other = one.other if forth else one.asset
    words = {
        (AssetRelation.Kind.PART_OF, True): _("is part of"),
        (AssetRelation.Kind.PART_OF, False): _("has as a part"),
        (AssetRelation.Kind.CONNECTED, True): _("is connected to"),
        (AssetRelation.Kind.CONNECTED, False): _("is connected to"),
        (AssetRelation.Kind.REPLACES, True): _("is in place of"),
        (AssetRelation.Kind.REPLACES, False): _("was replaced by"),
    }[AssetRelation.Kind(one.kind), forth]
    url = reverse("desk:asset_unrelate", args=[seen_from.tag, one.pk])
    act = Action(f"unrelate-{one.pk}", _("take off"), url, method="post")
    return RelationRow(words, Link(other.tag, other.get_absolute_url(), other.product), act)


def _cases(piece: Piece, reader: Reader) -> QueuePage:
    here = piece.asset.get_absolute_url()
    rows = tuple(queue_row(case, here, reader) for case in piece.cases.rows)
    pager = pager_of(here, {}, piece.after, piece.cases)
    return QueuePage("asset", piece.asset.tag, "", here, rows, sort="updated", pager=pager)
