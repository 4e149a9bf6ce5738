"""The frozen values of the pages about customers: all of them, and one."""

from dataclasses import dataclass

from charterdesk.desk.values import QueuePage
from charterdesk.look.values import Action, Field, Link, Pager, Refusal


@dataclass(frozen=True, slots=True)
class Adder:
    """A form: where it goes, and its fields; none where the reader may not use it."""

    action: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class AssetRow:
    """A piece of equipment in a list; `warranty` says until when, and whether that is over."""

    tag: str
    url: str
    type: str
    what: str
    serial: str
    place: str
    warranty: str
    customer: str = ""
    customer_url: str = ""


@dataclass(frozen=True, slots=True)
class SystemLine:
    """A customer's system; `words` say whether it was reached, `link` leads to where it is kept."""

    name: str
    words: str
    checked: str
    link: Link | None = None
    asset: Link | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """A customer in the list."""

    name: str
    url: str
    charter: str
    manager: str
    zone: str


@dataclass(frozen=True, slots=True)
class OrganisationsPage:
    """Customers by name; the fields add one, `open` unfolds them."""

    sentence: str
    query: str
    rows: tuple[OrganisationRow, ...] = ()
    empty: str = ""
    action: str = ""
    fields: tuple[Field, ...] = ()
    open: bool = False
    reason: str = ""
    refusal: Refusal | None = None
    pager: Pager | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody who asks; the fields register one more address, `act` lets them ask no more."""

    ref: int
    name: str
    phone: str
    note: str
    addresses: tuple[str, ...]
    action: str = ""
    fields: tuple[Field, ...] = ()
    act: Action | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract in the charter's words; the fields end it.

    `launch` says when it was launched and whom the welcome package went to, `defect` why it could
    not be; `act` launches it; `warning` says that its end is near, or over.
    """

    name: str
    charter: str
    number: str
    since: str
    until: str
    action: str = ""
    fields: tuple[Field, ...] = ()
    launch: str = ""
    defect: str = ""
    act: Action | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A licence key; `until` is "" while it has no end."""

    number: str
    contract: str
    product: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    """One customer: facts, contacts, contracts, open cases, and the forms that change them."""

    name: str
    facts: tuple[tuple[str, str], ...]
    contacts: tuple[ContactRow, ...]
    contracts: tuple[ContractRow, ...]
    cases: QueuePage
    manager: Adder
    contact: Adder
    contract: Adder
    asset: Adder
    key: Adder
    assets: tuple[AssetRow, ...] = ()
    keys: tuple[KeyRow, ...] = ()
    systems: tuple[SystemLine, ...] = ()
    asset_open: bool = False
    key_open: bool = False
    contact_pager: Pager | None = None
    all_assets: str = ""
    wordless: str = ""
    reason: str = ""
    back_url: str = ""
    refusal: Refusal | None = None
