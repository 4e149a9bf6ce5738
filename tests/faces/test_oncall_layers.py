"""A layer is changed on its page: filled in as it is, tried first, and nothing typed is lost."""

import pytest

from charterdesk.notifications.models import Notice
from charterdesk.oncall.models import LayerTurn, Override, RotaLayer
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import eve
from tests.faces.oncall_scene import PAGE, days, nights, stamp, today
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(visit: Visit) -> Visit:
    """Ben, who leads a team."""
    return visit.as_(ben())


def page_of(layer: RotaLayer) -> str:
    return f"{PAGE}layer/{layer.pk}/"


def test_the_page_leads_to_a_form_with_the_layer_as_it_is(lead: Visit) -> None:
    layer = days(ada(), ben())
    assert page_of(layer) in lead.get(PAGE).text
    form = lead.get(page_of(layer)).form.to(page_of(layer))
    assert form.values["name"] == "days"
    # From the next hand-over on the second of the two has the turn.
    assert form.values["people"].split("\n") == ["Ben Dahl", "Ada Ek"]
    assert form.values["first"] == stamp(today(0, 1))
    assert (form.values["each"], form.values["unit"]) == ("1", "1")


def test_people_are_put_into_another_order_from_a_day_on(lead: Visit) -> None:
    eve()
    layer = days(ada(), ben())
    done = lead.fill(
        page_of(layer), page_of(layer), people="Eve Else\nAda Ek", first=stamp(today(0, 3))
    )
    assert done.says("The layer is changed. What it said before stays as it was.")
    old, new = RotaLayer.objects.order_by("pk")
    assert old.until is not None
    turns = LayerTurn.objects.filter(layer=new).order_by("position")
    assert [one.person for one in turns] == [eve(), ada()]


def test_a_preview_shows_the_schedule_and_saves_nothing(lead: Visit) -> None:
    eve()
    layer = days(ada(), ben())
    tried = lead.fill(
        page_of(layer), page_of(layer), people="Eve Else", first=stamp(today(0, 3)), preview="1"
    )
    assert tried.status == 200
    assert tried.says("So the rota would stand. Nothing is saved yet.", "Eve Else</title>")
    assert tried.form.to(page_of(layer)).values["people"] == "Eve Else"
    assert RotaLayer.objects.get().until is None
    assert not Notice.objects.exists()
    assert not lead.get(PAGE).says("Eve Else</title>")


def test_a_preview_says_the_gap_that_would_open(lead: Visit) -> None:
    layer = days(ada(), ben())
    tried = lead.fill(
        page_of(layer), page_of(layer), first=stamp(today(0, 2)), until=stamp(today(0, 5)),
        preview="1",
    )  # fmt: skip
    assert tried.says("nobody on duty", 'class="gap"')


def test_a_refused_change_keeps_what_was_typed(lead: Visit) -> None:
    layer = days(ada(), ben())
    for extra in ({}, {"preview": "1"}):
        refused = lead.fill(
            page_of(layer), page_of(layer), people="Ada Ek\nBen Dahl\nAda Ek",
            first=stamp(today(0, -2)), **extra,
        )  # fmt: skip
        assert refused.status == 422
        assert refused.says("What was stays as it was", stamp(today(0, -2)))
        assert "Ben Dahl\nAda Ek" in refused.form.to(page_of(layer)).values["people"].replace(
            "\r", ""
        )


def test_an_override_may_be_tried_too(lead: Visit) -> None:
    days(ada(), ben())
    address = f"{PAGE}override/"
    said = {"since": stamp(today(8, 2)), "until": stamp(today(10, 2)), "level": "0"}
    tried = lead.post(address, person=eve().pk, preview="1", **said)
    assert tried.says("So the rota would stand", "stands in")
    assert not Override.objects.exists()


def test_a_layer_of_another_rota_is_not_there_and_an_agent_may_not(lead: Visit) -> None:
    layer = days(ada(), ben())
    assert lead.get(f"/desk/oncall/roxen/nowhere/layer/{layer.pk}/").status == 404
    assert lead.get(f"{PAGE}layer/{layer.pk + 99}/").status == 404
    nights()
    assert lead.as_(ada()).get(page_of(layer)).status == 403
