"""Rotas of a charter: the shifts and overrides ahead, gaps in words, and a form for one more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.desk.forms.people import ShiftForm, prefix_of
from charterdesk.desk.office_values import RotaRow
from charterdesk.desk.office_values import Shift as Shown
from charterdesk.engine.charter.values import Charter
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action
from charterdesk.oncall.models import Override, Rota, Shift
from charterdesk.oncall.queries import Stretch
from charterdesk.visit.reader import Reader

MOST = 3
AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class RotaPlan:
    """A rota with what lies ahead of it; `rota` is None while nobody has made it yet.

    `held` is who has its duty now, by layers, shifts, overrides and whoever is assigned alike.
    """

    name: str
    rota: Rota | None
    shifts: tuple[Shift, ...] = ()
    overrides: tuple[Override, ...] = ()
    gaps: tuple[Stretch, ...] = ()
    held: Stretch | None = None


def rota_row(
    plan: RotaPlan, charter: Charter, people: Sequence[Person], may_staff: bool, reader: Reader
) -> RotaRow:
    """One rota."""
    form = ShiftForm(people, prefix=prefix_of("rota", charter.name, plan.name))
    zone = plan.rota.zone if plan.rota else charter.zone
    for name in ("since", "until"):
        form.fields[name].help_text = _("Wall time of %(zone)s.") % {"zone": zone}
    shifts = sorted(_shifts(plan, may_staff, reader), key=lambda one: one.since)
    held = plan.held
    return RotaRow(
        name=f"{plan.name} · {charter.title or charter.name}",
        shifts=tuple(shifts[:MOST]),
        who=", ".join(map(reader.name, held.people)) if held else "",
        until=held.until if held and held.until < reader.at + AHEAD else None,
        url=reverse("desk:oncall_rota", args=[charter.name, plan.name]),
        action=reverse("desk:people_rota", args=[charter.name, plan.name]),
        fields=fields_of(form) if may_staff else (),
    )


def _shifts(plan: RotaPlan, may_staff: bool, reader: Reader) -> Iterable[Shown]:
    for shift in plan.shifts:
        yield Shown(
            shift.person.name, shift.since, shift.until,
            now=shift.since <= reader.at < shift.until,
            act=_end("shift", shift.pk) if may_staff else None,
        )  # fmt: skip
    for override in plan.overrides:
        yield Shown(
            override.person.name, override.since, override.until,
            now=override.since <= reader.at < override.until, note=_("override"),
            act=_end("override", override.pk) if may_staff else None,
        )  # fmt: skip
    for gap in plan.gaps:
        yield Shown("", gap.since, gap.until, now=gap.since <= reader.at < gap.until, gap=True)


def _end(what: str, pk: int) -> Action:
    url = reverse("desk:people_end", args=[what, pk])
    return Action(f"end-{what}-{pk}", _("Take back"), url, method="post")
