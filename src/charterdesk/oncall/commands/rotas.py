"""Putting people behind roles and rotas: administrators and leads of teams.

Wall times come in naive, in the rota's zone. A doubled one is its first occurrence, one that is
skipped the end of the gap, at both ends of a shift alike, so that a hand-over leaves no gap (2.9).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_staffing
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.commands.shortening import cut_short
from charterdesk.oncall.models import RoleAssignment, Rota, Shift


def handover_at(wall: datetime, zone: str) -> datetime:
    """The instant at which the wall of `zone` shows the naive time `wall` (T2, 2.9).

    >>> handover_at(datetime(2026, 11, 1, 1, 30), "America/New_York").isoformat()
    '2026-11-01T05:30:00+00:00'
    """
    if wall.tzinfo is not None:
        raise ValueError(f"a wall time has no zone of its own: {wall.isoformat()}")
    midnight = datetime(wall.year, wall.month, wall.day)  # noqa: DTZ001  # a wall's
    seconds = (wall - midnight).seconds
    return datetime_of(instant_of(wall.toordinal(), seconds, ZoneInfo(zone), last=False))


@transaction.atomic
def assign_role(
    *,
    charter: Charter,
    role: str,
    person: Person,
    by: Actor,
    at: datetime,
    position: int | None = None,
) -> RoleAssignment | Refusal:
    """Let the person fill a role of the charter, last of those who do unless `position` says."""
    demand_staffing(by)
    if refusal := unfit(charter, role) or closed(person):
        return refusal
    filling = RoleAssignment.objects.filter(charter=charter.name, role=role)
    known = filling.filter(person=person).first()
    row = known or RoleAssignment(charter=charter.name, role=role, person=person)
    if position is not None:
        row.position = position
    elif known is None:
        row.position = (filling.aggregate(last=Max("position"))["last"] or 0) + 1
    renew_edition(DUTY)
    return save_valid(row) or row


@transaction.atomic
def unassign_role(*, charter: Charter, role: str, person: Person, by: Actor, at: datetime) -> None:
    """The person fills the role no more; shifts and overrides stand."""
    demand_staffing(by)
    RoleAssignment.objects.filter(charter=charter.name, role=role, person=person).delete()
    renew_edition(DUTY)


@transaction.atomic
def add_rota(
    *, charter: Charter, name: str, by: Actor, at: datetime, zone: str = ""
) -> Rota | Refusal:
    """The plan behind the charter's roles `is: rota NAME`; hand-overs are in its zone."""
    demand_staffing(by)
    rotas = {role.group for role in charter.roles.values() if role.kind == "rota"}
    if name not in rotas:
        return Refusal(_no_such(_("rota"), name, charter, rotas), "name")
    rota = Rota(charter=charter.name, name=name, zone=zone or charter.zone)
    renew_edition(DUTY)
    return save_valid(rota) or rota


@transaction.atomic
def add_shift(
    *,
    rota: Rota,
    person: Person,
    since: datetime,
    until: datetime,
    by: Actor,
    at: datetime,
    position: int = 0,
) -> Shift | Refusal:
    """A turn between two wall times; of several at one time the lowest position is called first."""
    demand_staffing(by)
    if refusal := closed(person):
        return refusal
    shift = Shift(
        rota=rota,
        person=person,
        since=handover_at(since, rota.zone),
        until=handover_at(until, rota.zone),
        position=position,
    )
    if shift.until <= shift.since:
        return Refusal(_("A shift ends after it begins: look at both times."), "until")
    renew_edition(DUTY)
    return save_valid(shift) or shift


@transaction.atomic
def end_shift(*, shift: Shift, by: Actor, at: datetime) -> Refusal | None:
    """Take back a shift that lies ahead, or let the present one end now; the past stays."""
    demand_staffing(by)
    if shift.until <= at:
        return Refusal(_("That shift is over, and what was stays as it was."))
    cut_short(shift, shift.since, at)
    renew_edition(DUTY)
    return None


def unfit(charter: Charter, role: str) -> Refusal | None:
    """Why nobody can fill the role; None where somebody can."""
    if role not in charter.roles:
        return Refusal(_no_such(_("role"), role, charter, set(charter.roles)), "role")
    if charter.roles[role].kind == "machine":
        return Refusal(
            _("“%(role)s” is a machine's role: nobody fills it.") % {"role": role}, "role"
        )
    return None


def closed(person: Person) -> Refusal | None:
    """Why the person can't be put on duty; None for an open account."""
    if person.is_active:
        return None
    return Refusal(
        _("The account of %(name)s is closed: take somebody else.") % {"name": person.name},
        "person",
    )


def _no_such(what: str, name: str, charter: Charter, known: set[str]) -> str:
    said = {
        "charter": charter.name,
        "what": what,
        "name": name,
        "known": ", ".join(sorted(known)) or "-",
    }
    return _("The charter “%(charter)s” has no %(what)s “%(name)s”: it has %(known)s.") % said
