"""The systems of a case's customer in words: what is needed, which ports said what, the log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.access.advice import fault_words
from charterdesk.access.forms import SecretForm, SystemForm
from charterdesk.access.models import AccessLine, PortCheck, Secret
from charterdesk.access.needs import needs_on, secret_words
from charterdesk.access.ports import FURTHER, all_ports, port_lists
from charterdesk.access.queries import SystemSeen
from charterdesk.cases.store import Loaded
from charterdesk.customers.models import Asset
from charterdesk.desk.access_values import (
    AccessForm,
    AccessPage,
    AccessPart,
    LogRow,
    NeedRow,
    PortRow,
    SecretRow,
    SystemRow,
)
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.forms.access import ShowForm
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action, Refusal
from charterdesk.visit.reader import Reader

NEW = "system"
MARKS = {"open": "yes", "closed": "critical", "silent": "soon"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A case with its customer's systems, for one reader; `bound` is a form that was refused."""

    loaded: Loaded
    seen: Sequence[SystemSeen]
    lines: Sequence[AccessLine]
    urls: CaseUrls
    reader: Reader
    may_look: bool
    bound: forms.Form | None = None
    assets: Sequence[Asset] = ()

    def drawn(self, form: forms.Form) -> forms.Form:
        """The form, or the one that was refused in its place."""
        return self.bound if self.bound and self.bound.prefix == form.prefix else form

    def is_open(self, form: forms.Form) -> bool:
        """Whether it was refused."""
        return self.drawn(form) is not form


def access_page(scene: Scene, refusal: Refusal | None) -> AccessPage:
    """The whole page."""
    row, urls = scene.loaded.row, scene.urls
    needs = need_rows(scene.loaded)
    return AccessPage(
        ref=row.number,
        subject=row.subject or _("(no subject)"),
        back_url=urls.page(),
        needs=needs,
        verdict=_verdict(needs),
        systems=tuple(_system(one, scene) for one in scene.seen),
        add=_add(scene) if row.organisation else None,
        ask=Action("ask-access", _("Ask the customer for access…"), urls.of("access_ask")),
        lines=tuple(_line(one, scene.reader) for one in scene.lines),
        missing="" if row.organisation else _("The desk doesn't know the customer of this case."),
        rights="" if scene.may_look else _(
            "You may not look at secrets: an administrator names the teams that may."
        ),
        rights_url=reverse("desk:access"),
        refusal=refusal,
    )  # fmt: skip


def access_part(loaded: Loaded, seen: Sequence[SystemSeen]) -> AccessPart:
    """What the page of a case says of it."""
    systems = tuple((one.system.name, summary_of(one)) for one in seen)
    return AccessPart(need_rows(loaded), systems)


def need_rows(loaded: Loaded) -> tuple[NeedRow, ...]:
    """What the charter needs, with what is there."""
    return tuple(NeedRow(need.word, need.there) for need in needs_on(loaded.charter, loaded.state))


def heard_words(heard: str) -> str:
    """What a port said."""
    words = {"open": _("open"), "closed": _("closed"), "silent": _("no answer")}
    return words.get(heard, _("not tried yet"))


def _verdict(needs: Sequence[NeedRow]) -> str:
    if not needs:
        return _("The charter needs no access before work.")
    if all(need.there for need in needs):
        return _("All that the charter needs is there: work on the system may begin.")
    return _("Until all of it is there, the charter refuses work on the system.")


def summary_of(one: SystemSeen) -> str:
    """Its address, and what its ports said when they were last tried."""
    check = one.check
    if check is None or check.done_at is None:
        return one.system.address
    closed = [port for port, heard in check.said.items() if heard != "open"]
    if check.fault:
        return fault_words(check)
    if closed:
        said = {"address": one.system.address, "ports": ", ".join(closed)}
        return _("%(address)s: not open: %(ports)s") % said
    return _("%(address)s: all ports open") % {"address": one.system.address}


def _system(one: SystemSeen, scene: Scene) -> SystemRow:
    system, check, pk = one.system, one.check, str(one.system.pk)
    waits = check is not None and check.done_at is None
    why = "" if system.address and all_ports(system.ports) else _("It needs an address and a port.")
    why = _("Its ports are being tried.") if waits else why
    return SystemRow(
        pk=system.pk, name=system.name, address=system.address,
        ports=tuple(_ports(system.ports, check.said if check else {})),
        checked=checked_words(check, scene.reader), fault=fault_words(check),
        secrets=tuple(_secret(each, scene) for each in one.secrets),
        check=Action(f"check-{pk}", _("Check access"), scene.urls.of("access_check", pk), not why,
                     why, method="post", look="primary"),
        end=Action(f"end-{pk}", _("End it and wipe its secrets"), scene.urls.of("access_end", pk),
                   method="post"),
        forms=(_keep(one, scene), _change(one, scene)),
    )  # fmt: skip


def _ports(ports: Mapping[str, Sequence[int]], said: Mapping[str, str]) -> Iterator[PortRow]:
    for product, each in ports.items():
        name = _("further") if product == FURTHER else product
        for port in each:
            heard = said.get(str(port), "")
            yield PortRow(str(port), name, heard_words(heard), MARKS.get(heard, "open"))


def checked_words(check: PortCheck | None, reader: Reader) -> str:
    """When its ports were last tried, and for which case."""
    if check is None:
        return _("Its ports were never tried from here.")
    if check.done_at is None:
        return _("Its ports are being tried: open the page again in a few seconds.")
    said = {"when": reader.full(check.done_at), "number": check.case.number}
    return _("Tried %(when)s, for case %(number)s.") % said


def _secret(one: Secret, scene: Scene) -> SecretRow:
    pk = str(one.pk)
    who = one.kept_by.name if one.kept_by else ""
    who = one.kept_by_contact.name if one.kept_by_contact else who
    said = {"who": who, "when": scene.reader.full(one.kept_at)}
    wipe = scene.urls.of("access_wipe", pk)
    return SecretRow(
        one.what, one.account, _("kept by %(who)s, %(when)s") % said,
        _show(one, scene) if scene.may_look else None,
        Action(f"wipe-{pk}", _("Wipe it for good"), wipe, method="post"),
    )  # fmt: skip


def _show(one: Secret, scene: Scene) -> AccessForm:
    form = ShowForm(one.pk)
    return AccessForm(
        f"show{one.pk}", _("Show it"), _("Show it for a minute"),
        scene.urls.of("access_show", str(one.pk)), fields_of(scene.drawn(form)),
        scene.is_open(form),
    )  # fmt: skip


def _keep(one: SystemSeen, scene: Scene) -> AccessForm:
    form = SecretForm(secret_words(scene.loaded.charter), prefix=f"secret{one.system.pk}")
    return AccessForm(
        f"keep{one.system.pk}", _("Keep a password or key"), _("Keep it under seal"),
        scene.urls.of("access_keep", str(one.system.pk)), fields_of(scene.drawn(form)),
        scene.is_open(form),
    )  # fmt: skip


def _change(one: SystemSeen, scene: Scene) -> AccessForm:
    lists = port_lists(scene.loaded.charter)
    form = SystemForm(
        lists, prefix=f"system{one.system.pk}", system=one.system, assets=scene.assets
    )
    return AccessForm(
        f"change{one.system.pk}", _("Change the system"), _("Save"),
        scene.urls.of("access_change", str(one.system.pk)), fields_of(scene.drawn(form)),
        scene.is_open(form),
    )  # fmt: skip


def _add(scene: Scene) -> AccessForm:
    form = SystemForm(port_lists(scene.loaded.charter), prefix=NEW, assets=scene.assets)
    return AccessForm(
        NEW, _("Add a system"), _("Add the system"), scene.urls.of("access_add"),
        fields_of(scene.drawn(form)), scene.is_open(form) or not scene.seen,
    )  # fmt: skip


def _line(line: AccessLine, reader: Reader) -> LogRow:
    words = {
        AccessLine.Kind.CHANGED: _("%(who)s changed the system: %(what)s"),
        AccessLine.Kind.KEPT: _("%(who)s kept “%(what)s” of %(system)s"),
        AccessLine.Kind.SHOWN: _("%(who)s looked at “%(what)s” of %(system)s"),
        AccessLine.Kind.ENDED: _("%(who)s ended “%(what)s” of %(system)s"),
    }[AccessLine.Kind(line.kind)]
    who = line.by if line.by_customer else reader.name(line.by)
    said = words % {"who": who, "what": line.what, "system": line.system.name}
    on = f"{line.case} · {reader.full(line.at)}" if line.case else reader.full(line.at)
    return LogRow(on, said, line.reason)
