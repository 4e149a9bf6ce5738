"""One customer: its facts, contacts, contracts and open cases, with the forms that change them.

A form that was refused is handed in as `bound` and takes the place of the empty one of its prefix.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.names import LANGUAGES
from charterdesk.cases.models import Case
from charterdesk.customers.listing import Listed
from charterdesk.customers.models import (
    Asset,
    AssetType,
    Contact,
    Contract,
    LicenceKey,
    Organisation,
)
from charterdesk.desk.addresses import with_query
from charterdesk.desk.customer_values import (
    Adder,
    ContactRow,
    ContractRow,
    KeyRow,
    OrganisationPage,
)
from charterdesk.desk.forms.customers import (
    CONTACT,
    MANAGER,
    AddressForm,
    ContactForm,
    ContractForm,
    EndForm,
    address_prefix,
    end_prefix,
    words_of,
)
from charterdesk.desk.forms.equipment import ASSET, KEY, AssetForm, KeyForm, contract_label
from charterdesk.desk.forms.people import PersonForm
from charterdesk.desk.pages.contract_end import warning_words
from charterdesk.desk.pages.customers import pager_of, why_not
from charterdesk.desk.pages.equipment import asset_row
from charterdesk.desk.pages.launches import Launch, defect_words, launch_act, launch_words
from charterdesk.desk.pages.queue import queue_row
from charterdesk.desk.pages.systems import Systems, system_lines
from charterdesk.desk.values import QueuePage
from charterdesk.engine.charter.values import Charter
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action, Field, Refusal
from charterdesk.visit.reader import Reader

MOST_ASSETS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """All that the page shows; `may_staff`: the reader changes contracts."""

    organisation: Organisation
    charters: Sequence[Charter]
    people: Sequence[Person]
    contacts: Listed[Contact]
    addresses: Mapping[int, Sequence[str]]
    contracts: Sequence[Contract]
    cases: Listed[Case]
    may_staff: bool
    launches: Mapping[int, Launch]
    assets: Sequence[Asset] = ()
    types: Sequence[AssetType] = ()
    keys: Sequence[LicenceKey] = ()
    systems: Systems


@dataclass(frozen=True, slots=True)
class Drawing:
    """A customer with the form that was refused, if one was."""

    of: Customer
    bound: forms.Form | None

    def url(self, name: str, *args: int) -> str:
        """An address below the customer's page."""
        return reverse(f"desk:org_{name}", args=[self.of.organisation.pk, *args])

    def fields(self, form: forms.Form) -> tuple[Field, ...]:
        """The form as it is drawn: with what was typed, where it was refused."""
        return fields_of(self.bound if self.is_refused(form.prefix) and self.bound else form)

    def is_refused(self, prefix: str | None) -> bool:
        """Whether the form of that prefix was refused."""
        return self.bound is not None and self.bound.prefix == prefix


def org_page(
    customer: Customer, marks: Mapping[str, str], reader: Reader, bound: forms.Form | None,
    refusal: Refusal | None,
) -> OrganisationPage:  # fmt: skip
    """The page; who may not change contracts sees why. `marks` are where its lists began."""
    draw, one, types = Drawing(customer, bound), customer.organisation, customer.types
    today = reader.at.astimezone(ZoneInfo(one.zone)).date()
    contracts = customer.contracts
    here, at = reverse("desk:org", args=[one.pk]), marks.get("contacts", "")
    told = {"after": marks.get("after", "")}
    return OrganisationPage(
        name=one.name,
        facts=_facts(one),
        contacts=_contacts(draw),
        contact_pager=pager_of(here, told, at, customer.contacts, "contacts"),
        contracts=tuple(_contract(each, draw, reader, today) for each in contracts),
        cases=_cases(customer, marks, reader),
        manager=_manager(draw),
        contact=Adder(draw.url("contact"), draw.fields(ContactForm(prefix=CONTACT))),
        contract=_adder(draw),
        asset=Adder(draw.url("asset"), draw.fields(AssetForm(types)) if types else ()),
        key=Adder(draw.url("key"), draw.fields(KeyForm(contracts)) if contracts else ()),
        assets=tuple(asset_row(each, today) for each in customer.assets[:MOST_ASSETS]),
        all_assets=_all_assets(customer),
        keys=tuple(_key(each) for each in customer.keys),
        systems=system_lines(customer.systems, reader),
        asset_open=draw.is_refused(ASSET),
        key_open=draw.is_refused(KEY),
        wordless="" if words_of(customer.charters) else _("No live charter has contracts."),
        reason="" if customer.may_staff else why_not(),
        back_url=reverse("desk:orgs"),
        refusal=refusal,
    )


def _facts(one: Organisation) -> tuple[tuple[str, str], ...]:
    return (
        (_("Charter"), one.charter or _("none")),
        (_("Time zone"), one.zone),
        (_("Language"), LANGUAGES.get(one.language, one.language)),
        (_("Account manager"), one.account_manager.name if one.account_manager else _("nobody")),
    )


def _all_assets(customer: Customer) -> str:
    """Where all of its equipment stands, if the page has not all."""
    if len(customer.assets) <= MOST_ASSETS:
        return ""
    return with_query(reverse("desk:equipment"), {"customer": str(customer.organisation.pk)})


def _manager(draw: Drawing) -> Adder:
    form = PersonForm(draw.of.people, prefix=MANAGER, empty=_("nobody"))
    manager = draw.of.organisation.account_manager_id
    form.initial["person"] = str(manager or "")
    form.fields["person"].label = _("Account manager")
    return Adder(draw.url("manager"), draw.fields(form) if draw.of.may_staff else ())


def _adder(draw: Drawing) -> Adder:
    words = words_of(draw.of.charters)
    offered = draw.of.may_staff and bool(words)
    return Adder(draw.url("contract"), draw.fields(ContractForm(words)) if offered else ())


def _contacts(draw: Drawing) -> tuple[ContactRow, ...]:
    """The form of each is drawn like the first one's, under its own name."""
    (field,) = fields_of(AddressForm())
    return tuple(_contact(one, draw, field) for one in draw.of.contacts.rows)


def _contact(one: Contact, draw: Drawing, field: Field) -> ContactRow:
    addresses = tuple(draw.of.addresses[one.pk])
    notes = [_("authorised")] if one.is_authorised else []
    notes += [_("end customer")] if one.is_end_customer else []
    notes += [] if one.is_active else [_("asks no more")]
    note = ", ".join(notes)
    if not one.is_active:
        return ContactRow(one.pk, one.name, one.phone, note, addresses)
    prefix = address_prefix(one.pk)
    refused, named = draw.is_refused(prefix), replace(field, name=f"{prefix}-{field.name}")
    silence = draw.url("silence", one.pk)
    return ContactRow(
        one.pk, one.name, one.phone, note, addresses,
        action=draw.url("address", one.pk),
        fields=fields_of(draw.bound) if refused and draw.bound else (named,),
        act=Action("silence", _("Asks no more"), silence, method="post"),
        open=refused,
    )  # fmt: skip


def _key(one: LicenceKey) -> KeyRow:
    until = one.valid_until.isoformat() if one.valid_until else ""
    return KeyRow(one.number, contract_label(one.contract), one.product, until)


def _contract(one: Contract, draw: Drawing, reader: Reader, today: date) -> ContractRow:
    launch = draw.of.launches.get(one.pk)
    form = EndForm(prefix=end_prefix(one.pk))
    form.fields["on"].label = _("%(contract)s ends before") % {"contract": one.number or one.name}
    return ContractRow(
        name=f"{one.name}, {one.level}" if one.level else one.name,
        charter=one.charter,
        number=one.number,
        since=one.valid_since.isoformat(),
        until=one.valid_until.isoformat() if one.valid_until else "",
        action=draw.url("end", one.pk),
        fields=draw.fields(form) if draw.of.may_staff else (),
        launch=launch_words(launch, reader),
        defect=defect_words(launch),
        act=launch_act(launch, draw.url("launch", one.pk)) if draw.of.may_staff else None,
        warning=warning_words(one, today),
    )


def _cases(customer: Customer, marks: Mapping[str, str], reader: Reader) -> QueuePage:
    here, after = reverse("desk:org", args=[customer.organisation.pk]), marks.get("after", "")
    rows = tuple(queue_row(case, here, reader) for case in customer.cases.rows)
    pager = pager_of(here, {"contacts": marks.get("contacts", "")}, after, customer.cases)
    return QueuePage("customer", customer.organisation.name, "", here, rows, pager=pager)
