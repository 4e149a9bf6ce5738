"""Changes of the page of people and rotas, each put together from the commands below."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from charterdesk.accounts.commands import add_team, join_team
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.charters.queries import live_charters
from charterdesk.desk.forms.people import ShiftForm
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.commands import (
    add_rota,
    add_shift,
    assign_role,
    end_override,
    end_shift,
    override_shift,
    unassign_role,
)
from charterdesk.oncall.models import Override, Rota, Shift
from charterdesk.oncall.queries import assignments_of, rotas_of


@transaction.atomic
def assign_alone(
    *, charter: Charter, role: str, person: Person | None, by: Person, at: datetime
) -> Refusal | None:
    """The person alone fills the role, or nobody does."""
    if person is not None:
        assigned = assign_role(charter=charter, role=role, person=person, by=by, at=at)
        if isinstance(assigned, Refusal):
            return assigned
    for one in assignments_of(by, charter.name).filter(role=role):
        if one.person != person:
            unassign_role(charter=charter, role=role, person=one.person, by=by, at=at)
    return None


@transaction.atomic
def begin_team(*, name: str, first: Person, by: Person, at: datetime) -> Refusal | None:
    """A new team with its first member."""
    team = add_team(name=name, by=by, at=at)
    if isinstance(team, Refusal):
        return team
    join_team(team=team, person=first, by=by, at=at)
    return None


@transaction.atomic
def plan_shift(
    *, charter: Charter, name: str, form: ShiftForm, by: Person, at: datetime
) -> Refusal | None:
    """A shift of the rota, which is made where it is not there yet; or an override of it."""
    rota = _rota(charter, name, by, at)
    if isinstance(rota, Refusal):
        return rota
    person = form.chosen()
    if person is None:
        raise Http404
    since, until = form.wall("since"), form.wall("until")
    planned: object
    if form.cleaned_data["override"]:
        planned = override_shift(
            charter=charter, rota=rota, person=person, since=since, until=until, by=by, at=at
        )
    else:
        planned = add_shift(rota=rota, person=person, since=since, until=until, by=by, at=at)
    if isinstance(planned, Refusal):
        transaction.set_rollback(True)
        return planned
    return None


def end_stretch(*, what: str, pk: int, by: Person, at: datetime) -> Refusal | None:
    """Take a shift or an override back."""
    if what == "shift" and (shift := Shift.objects.filter(pk=pk).first()):
        return end_shift(shift=shift, by=by, at=at)
    if what == "override" and (override := Override.objects.filter(pk=pk).first()):
        charters = live_charters(at)
        return end_override(charters=charters, override=override, by=by, at=at)
    raise Http404


def _rota(charter: Charter, name: str, by: Person, at: datetime) -> Rota | Refusal:
    known = rotas_of(by, charter.name).filter(name=name).first()
    return known or add_rota(charter=charter, name=name, by=by, at=at)
