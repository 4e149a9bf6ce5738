"""The customer's page about their systems: what is needed, what is kept, and the forms for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.access.advice import advice_on
from charterdesk.access.checking import ASKED_FOR
from charterdesk.access.forms import SecretForm, SystemForm
from charterdesk.access.needs import Need, is_wanted, needs_on, secret_words
from charterdesk.access.ports import all_ports, port_lists
from charterdesk.access.queries import SystemSeen, systems_of_customer
from charterdesk.access.rights import speaks_for
from charterdesk.cases.store import Loaded
from charterdesk.look.fields import fields_of
from charterdesk.look.moments import moment_words
from charterdesk.look.values import Field, Refusal
from charterdesk.portal.asking import Visit
from charterdesk.portal.panels import Panel

NEW = "system"


@dataclass(frozen=True, slots=True)
class Form:
    """One form, unfolded where it was refused."""

    name: str
    title: str
    submit: str
    action: str
    fields: tuple[Field, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A secret's name and when it came; it can be wiped."""

    what: str
    when: str
    wipe_url: str


@dataclass(frozen=True, slots=True)
class SystemSection:
    """One system. `found` says what helps where the desk tried it and did not get in."""

    name: str
    line: str
    tried: str
    found: tuple[str, ...]
    kept: tuple[Kept, ...]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemsPage:
    """All of it; `why_not` where this guest may not, who may sign in at `enter_url`."""

    number: str
    subject: str
    back_url: str
    needs: tuple[Need, ...]
    systems: tuple[SystemSection, ...] = ()
    add: Form | None = None
    done_url: str = ""
    done_key: str = ""
    why_not: str = ""
    enter_url: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The panel on the page of a case; `asked` once the case waits for it."""

    url: str
    words: tuple[str, ...]
    asked: bool = True


def systems_panel(visit: Visit, loaded: Loaded) -> Panel | None:
    """Where something of the access is missing on an open case."""
    missing = tuple(one.word for one in needs_on(loaded.charter, loaded.state) if not one.there)
    if not missing or loaded.state.has_ended:
        return None
    url = reverse("portal:access", args=[loaded.row.number])
    return Panel("portal/_systems.html", Wanted(url, missing, is_awaited(loaded)))


def may_enter(visit: Visit, loaded: Loaded) -> bool:
    """Whether the guest is one of the people of the case's customer, signed in.

    The link of a mail opens one case; systems are of the whole organisation.
    """
    customer = loaded.row.organisation
    return not visit.host.only and customer is not None and speaks_for(visit.contact, customer)


def is_complete(loaded: Loaded, seen: Sequence[SystemSeen]) -> bool:
    """Whether one system has an address, and a secret under each of the charter's words."""
    words = {word.casefold() for word in secret_words(loaded.charter)}
    return is_wanted(loaded.charter) and any(
        one.system.address and words <= {each.what.casefold() for each in one.secrets}
        for one in seen
    )


def is_awaited(loaded: Loaded) -> bool:
    """Whether the case waits for the customer's access."""
    state = loaded.state
    return state.waiting_on == "customer" and state.waiting_for == ASKED_FOR


def systems_page(
    visit: Visit, loaded: Loaded, bound: forms.Form | None = None, refusal: Refusal | None = None
) -> SystemsPage:
    """The page; a form that was refused is handed in as `bound`."""
    row, customer = loaded.row, loaded.row.organisation
    needs = needs_on(loaded.charter, loaded.state)
    back = reverse("portal:case", args=[row.number])
    if customer is None or not may_enter(visit, loaded):
        return SystemsPage(
            number=row.number, subject=row.subject, back_url=back, needs=needs,
            why_not=_("Only people of your organisation that we know may enter this; sign in"
                      " with your own address, or ask a colleague."),
            enter_url=_enter_url(row.number) if visit.host.only else "",
        )  # fmt: skip
    drawing = _Drawing(visit, loaded, bound)
    return SystemsPage(
        number=row.number, subject=row.subject, back_url=back, needs=needs,
        systems=tuple(drawing.section(one) for one in systems_of_customer(customer)),
        add=drawing.add(), refusal=refusal, done_key=token_hex(16),
        done_url=drawing.url("access_done") if is_awaited(loaded) else "",
    )  # fmt: skip


def _enter_url(number: str) -> str:
    """The way in, and back to the page."""
    way = {"next": reverse("portal:access", args=[number])}
    return f"{reverse('portal:enter')}?{urlencode(way)}"


@dataclass(frozen=True, slots=True)
class _Drawing:
    visit: Visit
    loaded: Loaded
    bound: forms.Form | None

    def url(self, name: str, *args: int) -> str:
        return reverse(f"portal:{name}", args=[self.loaded.row.number, *args])

    def section(self, one: SystemSeen) -> SystemSection:
        system = one.system
        ports = ", ".join(map(str, all_ports(system.ports)))
        kept = tuple(
            Kept(each.what, moment_words(each.kept_at, self.visit.at, self.visit.zone),
                 self.url("access_wipe", each.pk))
            for each in one.secrets
        )  # fmt: skip
        words = secret_words(self.loaded.charter)
        lists = port_lists(self.loaded.charter)
        keep = SecretForm(words, prefix=f"secret{system.pk}")
        change = SystemForm(lists, prefix=f"system{system.pk}", system=system)
        line = " · ".join(filter(None, (system.address, ports)))
        return SystemSection(system.name, line, self._tried(one), advice_on(one.check), kept, (
            self._form(keep, _("Enter a password or key"), _("Keep it under seal"),
                       self.url("access_keep", system.pk)),
            self._form(change, _("Change address and ports"), _("Save"),
                       self.url("access_change", system.pk)),
        ))  # fmt: skip

    def _tried(self, one: SystemSeen) -> str:
        if one.check is None or one.check.done_at is None:
            return ""
        when = moment_words(one.check.done_at, self.visit.at, self.visit.zone)
        said = {"address": one.check.address, "when": when}
        if advice_on(one.check):
            return _("We tried %(address)s and did not get in, %(when)s:") % said
        return _("We tried %(address)s and got in, %(when)s.") % said

    def add(self) -> Form:
        form = SystemForm(port_lists(self.loaded.charter), prefix=NEW)
        return self._form(form, _("Add a system"), _("Add it"), self.url("access_add"))

    def _form(self, form: forms.Form, title: str, submit: str, url: str) -> Form:
        refused = self.bound is not None and self.bound.prefix == form.prefix
        shown = self.bound if refused and self.bound else form
        return Form(form.prefix or "", title, submit, url, fields_of(shown), refused)
