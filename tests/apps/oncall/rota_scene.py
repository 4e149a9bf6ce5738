"""A rota of roxen's duty engineers, with layers, for the tests of on-call duty."""

from datetime import UTC, datetime, timedelta
from typing import Any

from charterdesk.accounts.commands import add_person
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.oncall.commands import add_layer, add_rota
from charterdesk.oncall.commands.layers import LayerPlan
from charterdesk.oncall.models import Rota, RotaLayer
from charterdesk.oncall.queries import rota_for
from tests.apps.cast import MONDAY, ben, charter

ROLE = "duty-engineer"
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def wall(text: str) -> datetime:
    """A time on the wall, without a zone."""
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    """A moment."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def nights() -> Rota:
    """Roxen's rota, made once."""
    known = Rota.objects.filter(name="out-of-hours").first()
    return known or granted(add_rota(charter=charter(), name="out-of-hours", by=DESK, at=MONDAY))


def layer_plan(*people: Person, **other: Any) -> LayerPlan:
    """Turns of a week from the Monday of the cast, 09:00 in Stockholm."""
    said = {"name": "weeks", "first": wall("2026-06-15T09:00"), "each": WEEK, **other}
    return LayerPlan(people=people, **said)


def layer(*people: Person, **other: Any) -> RotaLayer:
    """A layer that is there."""
    plan = layer_plan(*people, **other)
    return granted(add_layer(rota=nights(), charter=charter(), plan=plan, by=ben(), at=MONDAY))


def on_duty(at: str, role: str = ROLE) -> list[str]:
    """Who is on duty at a moment of UTC."""
    return list(rota_for(charter()).on_duty(role, utc(at), ""))


def zoe() -> Person:
    """Somebody in Singapore."""
    known = Person.objects.filter(username="zoe").first()
    return known or granted(
        add_person(
            username="zoe", name="Zoe Tan", email="zoe@desk.example", zone="Asia/Singapore",
            by=DESK, at=MONDAY,
        )
    )  # fmt: skip
