"""Making the sample: whole at any hour, or not there at all."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refused
from charterdesk.cases.models import Case
from charterdesk.charters.models import CharterVersion
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.sample import age_of_sample, make_sample
from charterdesk.sample.acts import closes
from charterdesk.sample.customers import FIRMS
from charterdesk.sample.office import COLLEAGUES, LAYERS, MAIL_HOST, PLANS
from charterdesk.sample.plots import PLOTS
from charterdesk.sample.scene import Scene
from charterdesk.sample.script import Line, ago
from tests.apps.cast import ada

HOURS = {
    "a working day's morning": datetime(2026, 10, 7, 7, 30, tzinfo=UTC),
    "Saturday night": datetime(2026, 11, 21, 23, 25, 10, tzinfo=UTC),
    "the night in which clocks go forward": datetime(2026, 3, 29, 1, 40, tzinfo=UTC),
    "New Year": datetime(2027, 1, 1, 0, 5, tzinfo=UTC),
}
NOON = datetime(2026, 6, 16, 10, 0, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("at", HOURS.values(), ids=HOURS.keys())
def test_it_is_alive_at_any_hour(at: datetime) -> None:
    make_sample(at=at)
    assert Case.objects.count() == len(PLOTS) - 1, "all but the held mail"
    assert Case.objects.filter(is_open=True, next_due_state="missed").exists()
    assert Case.objects.filter(charter="voxeo", escalation="management").exists()


@pytest.mark.django_db
def test_half_a_sample_is_none() -> None:
    def turned_away(scene: Scene, at: datetime) -> None:
        raise Refused(f"{scene.case} was turned away")

    broken = replace(PLOTS[0], lines=(Line("1m", turned_away),))
    with pytest.raises(Refused, match="was turned away"):
        make_sample(at=NOON, plots=(broken,))
    made = Person.objects.count(), Case.objects.count(), CharterVersion.objects.count()
    assert made == (0, 0, 0)


@pytest.mark.django_db
def test_what_the_desk_refuses_is_said_with_its_sentence() -> None:
    hasty = replace(PLOTS[0], lines=(Line("1m", closes("you")),))
    with pytest.raises(Refused, match="not resolved yet"):
        make_sample(at=NOON, plots=(hasty,))


@pytest.mark.django_db
def test_a_real_desk_is_left_alone() -> None:
    ada()
    with pytest.raises(CannotStart, match="is no sample"):
        age_of_sample(at=NOON)


@pytest.mark.django_db
def test_an_empty_desk_has_no_age() -> None:
    assert age_of_sample(at=NOON) is None


@pytest.mark.parametrize(
    ("text", "length"),
    [("2d", timedelta(days=2)), ("1h30m", timedelta(minutes=90)), ("5m", timedelta(minutes=5))],
)
def test_a_time_ago_is_days_hours_and_minutes(text: str, length: timedelta) -> None:
    assert ago(text) == length


@pytest.mark.parametrize("text", ["", "soon", "5", "-1h", "3m1h"])
def test_what_is_no_time_ago_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no time ago"):
        ago(text)


def test_every_address_is_invented() -> None:
    addresses = [person.address for firm in FIRMS for person in firm.people]
    addresses += [plot.asker for plot in PLOTS] + [f"x@{MAIL_HOST}"]
    assert [address for address in addresses if not address.endswith(".example")] == []


def test_the_lines_of_a_plot_come_in_their_order() -> None:
    for plot in PLOTS:
        moments = [ago(plot.ago), *(ago(line.ago) for line in plot.lines)]
        assert moments == sorted(moments, reverse=True), plot.subject


def test_everybody_whom_a_plan_names_works_here() -> None:
    known = {one.username for one in COLLEAGUES}
    assert {name for plan in (*PLANS, *LAYERS) for name in plan.people} <= known


def test_no_two_of_the_desk_have_one_name() -> None:
    names = [re.sub(r"\W", "", one.name.casefold()) for one in COLLEAGUES]
    assert len(set(names)) == len(names)
