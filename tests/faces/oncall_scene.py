"""Rotas around the present moment, as the on-call page reads the clock itself."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.kit.wallclock import now
from charterdesk.oncall.commands import add_layer, add_rota
from charterdesk.oncall.commands.layers import LayerPlan
from charterdesk.oncall.models import Rota, RotaLayer
from tests.apps.cast import ben, charter

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PAGE = "/desk/oncall/roxen/out-of-hours/"
DAY = timedelta(days=1)


def today(hour: int = 0, days: int = 0) -> datetime:
    """A wall time of Stockholm, so many days from today."""
    day: date = now().astimezone(STOCKHOLM).date()
    return datetime(day.year, day.month, day.day, hour) + days * DAY  # noqa: DTZ001  # a wall's


def stamp(wall: datetime) -> str:
    """A wall time as a browser sends it."""
    return f"{wall:%Y-%m-%dT%H:%M}"


def nights() -> Rota:
    """Roxen's rota, made once; the charter is in force."""
    charter("roxen", at=now())
    known = Rota.objects.filter(name="out-of-hours").first()
    return known or granted(
        add_rota(charter=charter("roxen", at=now()), name="out-of-hours", by=DESK, at=now())
    )


def days(
    *people: Person, level: int = 1, name: str = "days", until: datetime | None = None
) -> RotaLayer:
    """Turns of a day, handed over at midnight; the first person has today."""
    plan = LayerPlan(
        name=name, people=people, first=today(), each=DAY, level=level, until=until, away="gap"
    )
    return granted(
        add_layer(rota=nights(), charter=charter("roxen", at=now()), plan=plan, by=ben(), at=now())
    )
