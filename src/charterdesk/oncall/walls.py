"""Whose wallboard an address is, and who is on call now, as a wall shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor, demand_staffing
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.rotation import final_schedule
from charterdesk.oncall.calendars.feeds import hash_of
from charterdesk.oncall.models import Wallboard
from charterdesk.oncall.schedules import called_between, rota_names
from charterdesk.oncall.staff import staff_of

MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class NowOn:
    """A rota at a moment: the usernames by level. Nobody though the charter calls: `gap`."""

    rota: str
    levels: tuple[tuple[int, tuple[str, ...]], ...]
    gap: bool


def wallboard_of(token: str) -> Wallboard | None:
    """The wallboard of an address; None for one that is unknown or ended, or whose maker left."""
    boards = Wallboard.objects.filter(token_hash=hash_of(token), ended_at=None)
    return boards.filter(made_by__is_active=True).select_related("made_by").first()


def wallboards(asker: Actor) -> QuerySet[Wallboard]:
    """The wallboards that hang, by name."""
    demand_staffing(asker)
    return Wallboard.objects.filter(ended_at=None).select_related("made_by").order_by("name", "pk")


def on_now(charters: Iterable[Charter], at: datetime) -> Iterator[NowOn]:
    """Who has each rota of the charters that has anybody, or should have somebody, at a moment."""
    for charter in charters:
        staff = staff_of(charter)
        for name in rota_names(charter):
            (stretch, *_) = final_schedule(staff.plan_of(name, at, at + MOMENT), at, at + MOMENT)
            held = tuple((cell.level, cell.people) for cell in stretch.cells if cell.people)
            gap = not held and bool(called_between(charter, name, at, at + MOMENT))
            if held or gap:
                yield NowOn(name, held, gap)
