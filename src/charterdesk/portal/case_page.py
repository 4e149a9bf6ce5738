"""The page of one case for the customer: promises, place, what is asked, what was said and done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.queries.guests import said_on
from charterdesk.cases.queries.own_fields import shown_to_customers
from charterdesk.cases.store import Loaded
from charterdesk.charters.queries.published import is_read_by_customers
from charterdesk.engine.charter.values import Charter
from charterdesk.look.files import FileLimits
from charterdesk.look.values import Action, Clock, Entry
from charterdesk.portal.asking import Visit
from charterdesk.portal.case_parts import deeds_of, panels_of
from charterdesk.portal.clocks import clocks_for
from charterdesk.portal.closing.scoring import judged_of
from charterdesk.portal.closing.values import Judged
from charterdesk.portal.history import LAST, history_of
from charterdesk.portal.panels import Panel
from charterdesk.portal.standing import AskedFor, Stage, asked_of, stages_of, status_said
from charterdesk.visit.own_fields import value_words
from charterdesk.visit.uploads import limits_of


@dataclass(frozen=True, slots=True)
class Answering:
    """The box for a message; `text` and `refusal` where it was not taken."""

    action: str
    key: str
    draft: str
    limits: FileLimits
    text: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """A case as the customer sees it."""

    number: str
    subject: str
    status: str
    line: str
    contact: str
    asked: AskedFor | None
    clocks: tuple[Clock, ...]
    stages: tuple[Stage, ...]
    panels: tuple[Panel, ...]
    deeds: tuple[Action, ...]
    entries: tuple[Entry, ...]
    judged: Mapping[str, Judged]
    earlier: int
    earlier_url: str
    answering: Answering
    links_url: str
    promises_url: str
    is_over: bool
    own: tuple[tuple[str, str], ...] = ()


def case_page(visit: Visit, loaded: Loaded, answering: Answering) -> CasePage:
    """The page; with `?all` the whole history."""
    row = loaded.row
    messages = list(said_on(row, visit.at))
    entries = history_of(loaded, messages, visit.contact.pk)
    shown = entries if "all" in visit.request.GET else entries[-LAST:]
    page = reverse("portal:case", args=[row.number])
    return CasePage(
        number=row.number,
        subject=row.subject or _("(no subject)"),
        status=status_said(row),
        line=_line(loaded),
        contact=_contact_of_ours(loaded),
        asked=asked_of(loaded),
        clocks=clocks_for(loaded, visit.at, visit.zone),
        stages=stages_of(loaded),
        panels=panels_of(visit, loaded),
        deeds=deeds_of(visit, loaded),
        entries=shown,
        judged=judged_of(loaded),
        earlier=len(entries) - len(shown),
        earlier_url=f"{page}?all",
        answering=answering,
        links_url=reverse("portal:links", args=[row.number]),
        promises_url=charter_url(row.charter, visit.at),
        is_over=loaded.state.is_over,
        own=tuple(
            (one.name, value_words(said)) for one, said in shown_to_customers(row, loaded.state)
        ),
    )


def draft_of(number: str) -> str:
    """The name under which the browser keeps what is typed on a case."""
    return f"portal/{number}"


def charter_url(name: str, at: datetime) -> str:
    """Where the charter can be read; "" where it is not published to customers."""
    return reverse("portal:charter", args=[name]) if is_read_by_customers(name, at) else ""


def answering_of(
    number: str, charter: Charter, typed: Mapping[str, str] | None = None, refusal: str = ""
) -> Answering:
    """The box, with what was typed where it was not taken."""
    return Answering(
        action=reverse("portal:reply", args=[number]),
        key=(typed or {}).get("key", "") or token_hex(16),
        draft=draft_of(number),
        limits=limits_of(charter),
        text=(typed or {}).get("body", ""),
        refusal=refusal,
    )


def _contact_of_ours(loaded: Loaded) -> str:
    """Who of us is their contact, where the charter says that it is the owner (R-ROX-8)."""
    is_owner = any(tier.contact_is_owner for tier in loaded.charter.tiers)
    return loaded.row.owner.name if is_owner and loaded.row.owner else ""


def _line(loaded: Loaded) -> str:
    """Number, priority, contract."""
    row = loaded.row
    said = {"number": row.number, "priority": row.priority}
    if row.contract is None:
        return _("Case %(number)s · priority %(priority)s") % said
    contract = row.contract.level or row.contract.name
    return _("Case %(number)s · priority %(priority)s · contract %(contract)s") % {
        **said, "contract": contract,
    }  # fmt: skip
