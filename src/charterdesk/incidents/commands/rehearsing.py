"""Rehearsing a night: begun, acted in, pressed on, stopped. No case is touched, nobody is woken.

Only where it is asked for do notices go out, marked as a rehearsal, and to the one who asked.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import demand_sight
from charterdesk.cases.models import Case
from charterdesk.charters.queries import charter_version
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.engine.phrase import english
from charterdesk.incidents.commands.notices import send_for_real
from charterdesk.incidents.models import Rehearsal
from charterdesk.incidents.rehearsing.keeping import scene_at, stored
from charterdesk.incidents.rehearsing.people import ways_to_people
from charterdesk.incidents.rehearsing.playing import play
from charterdesk.incidents.rehearsing.values import (
    FIXED,
    HAVE,
    PASS,
    Doing,
    Manners,
    Played,
    Script,
)
from charterdesk.notifications.carriers import carriers_of_the_desk
from charterdesk.notifications.models import Means
from charterdesk.oncall.queries import rota_for

FARTHEST = timedelta(days=366)
SPEEDS: Sequence[int] = (1, 10, 60, 300)


@transaction.atomic
def begin_rehearsal(
    *, charter: Charter, ladder: str, subject: str, begins_at: datetime, speed: int,
    manners: Manners, by: Person, at: datetime, asker: str = "", case: Case | None = None,
    for_real: bool = False,
) -> Rehearsal | Refusal:  # fmt: skip
    """Begin a night at `begins_at` of its own time, which goes on `speed` times as fast."""
    demand_sight(by)
    if speed not in SPEEDS:
        return Refusal(_("Choose one of the speeds that are offered."), "speed")
    if abs(begins_at - at) > FARTHEST:
        return Refusal(_("Choose a night of the year before or after today."), "begins")
    if ladder not in charter.ladders:
        said = {"charter": charter.name}
        return Refusal(_("The charter %(charter)s has no such ladder.") % said, "ladder")
    row = Rehearsal(
        charter=charter.name, version=charter.version, ladder=ladder, case=case, asker=asker,
        subject=subject, begins_at=begins_at.replace(microsecond=0), started_at=at, speed=speed,
        manners=manners.stored(), for_real=for_real, by=by,
    )  # fmt: skip
    played = _played(row)
    if played.refused is not None:
        return Refusal(_sentence(played.refused, charter))
    _keep(row, played)
    row.save()
    if for_real:
        send_for_real(row, at)
    return row


@transaction.atomic
def act_in_rehearsal(
    *, rehearsal: Rehearsal, what: str, by: Person, at: datetime, who: str = ""
) -> Rehearsal | Refusal:
    """Somebody (`who`) has it (`have`) or can't (`pass`), or the trouble is gone (`fixed`)."""
    demand_sight(by)
    row = _locked(rehearsal)
    night = row.night_at(at)
    if row.is_over(at):
        return Refusal(_("This rehearsal is over; begin another one."))
    if what in (HAVE, PASS) and who not in _called(row, night):
        return Refusal(_("Nobody has called them yet in this night."))
    if what not in (HAVE, PASS, FIXED):
        return Refusal(_("There is no such act in a rehearsal."))
    row.acts = [*row.acts, {"at": night.isoformat(), "what": what, "who": who, "by": by.username}]
    _keep(row, _played(row))
    row.save(update_fields=["acts", "played", "over_at"])
    if row.for_real:
        send_for_real(row, at)
    return row


@transaction.atomic
def press_on(*, rehearsal: Rehearsal, by: Person, at: datetime) -> Rehearsal | Refusal:
    """Pass over the time in which nothing happens."""
    demand_sight(by)
    row = _locked(rehearsal)
    night = row.night_at(at)
    if row.is_over(at):
        return Refusal(_("This rehearsal is over; begin another one."))
    coming = scene_at(row, night).next_at or row.ends_at
    row.skipped += coming - night
    row.save(update_fields=["skipped"])
    if row.for_real:
        send_for_real(row, at)
    return row


@transaction.atomic
def stop_rehearsal(*, rehearsal: Rehearsal, by: Person, at: datetime) -> Rehearsal:
    """End it where it stands."""
    demand_sight(by)
    row = _locked(rehearsal)
    if not row.is_over(at):
        row.stopped_at = row.night_at(at)
        row.save(update_fields=["stopped_at"])
        if row.for_real:
            send_for_real(row, at)
    return row


def _locked(rehearsal: Rehearsal) -> Rehearsal:
    return Rehearsal.objects.select_for_update().get(pk=rehearsal.pk)


def _keep(row: Rehearsal, played: Played) -> None:
    row.played, row.over_at = stored(played), played.over_at


def _played(row: Rehearsal) -> Played:
    """The whole night, with the rota and the means as they are now."""
    charter = charter_version(row.charter, row.version)
    manners = Manners.from_stored(row.manners)
    kinds = set(Means.Kind.values) if manners.every_means else set(carriers_of_the_desk())
    doings = tuple(
        Doing(datetime.fromisoformat(one["at"]), one["what"], one["who"]) for one in row.acts
    )
    return play(
        Script(
            charter=charter, rota=rota_for(charter), ladder=row.ladder, subject=row.subject,
            begins_at=row.begins_at, manners=manners, ways=ways_to_people(kinds),
            asker=row.asker, doings=doings,
        )
    )  # fmt: skip


def _called(row: Rehearsal, night: datetime) -> set[str]:
    return {one.told.person for one in scene_at(row, night).calls}


def _sentence(refused: Refused, charter: Charter) -> str:
    if refused.missing:
        said = {"act": refused.act, "missing": "; ".join(refused.missing)}
        return _("“%(act)s” has to wait until this is on the case: %(missing)s.") % said
    return english(refused.said, charter.zone)
