"""Sources of alerts on their pages, and the door at which machines knock."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from charterdesk.alerts import keeping
from charterdesk.alerts.commands import revoke_source
from charterdesk.alerts.models import AlertDelivery, AlertSource
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from charterdesk.worker.loops import work_off
from tests.apps.alerts.scene import alert, body, source, source_with_key, staffed
from tests.apps.cast import ada, admin, cleo, organisation
from tests.faces.visiting import Visit

DOOR = "/in/alerts/probes/"
NEW = {
    "source-name": "shop-doors", "source-kind": "json", "source-via": "alarms/probe",
    "source-storm_alerts": "10", "source-storm_minutes": "5", "map-title": "name",
    "source-priorities": "bad = critical",
}  # fmt: skip


def knock(
    client: Client, key: str, raw: bytes | str = b"", path: str = DOOR, **headers: str
) -> Any:
    """One delivery, as a machine sends it."""
    return client.post(
        path, raw, content_type="application/json",
        headers={"Authorization": f"Bearer {key}", **headers},
    )  # fmt: skip


@pytest.mark.django_db
def test_what_is_acknowledged_is_kept_and_becomes_a_case(client: Client) -> None:
    """R-HFN-10: a ticket is generated without any person."""
    _row, key = source_with_key()
    answer = knock(client, key, body(alert()))
    assert (answer.status_code, answer.json()) == (200, {"status": "kept"})
    assert AlertDelivery.objects.get().state == "waiting"
    work_off(now())
    assert Case.objects.get().subject == "ShopDown is down"


@pytest.mark.django_db
def test_a_copy_gets_the_same_answer_and_does_nothing(client: Client) -> None:
    """R11."""
    _row, key = source_with_key()
    answers = [knock(client, key, body(alert()), **{"Idempotency-Key": "7"}) for _ in range(3)]
    assert {answer.content for answer in answers} == {b'{"status": "kept"}'}
    assert AlertDelivery.objects.get().times == 3


@pytest.mark.django_db
def test_the_key_may_stand_in_the_address(client: Client) -> None:
    _row, key = source_with_key()
    assert client.post(f"{DOOR}{key}/", b"{}", content_type="text/plain").status_code == 200
    assert client.post(f"{DOOR}{key}x/", b"{}", content_type="text/plain").status_code == 403


@pytest.mark.django_db
def test_who_has_no_good_key_learns_nothing(client: Client) -> None:
    row, key = source_with_key()
    refused = [
        knock(client, ""), knock(client, f"{key}x"), knock(client, key, path="/in/alerts/other/"),
        client.post(DOOR, b"{}", content_type="application/json", headers={"Authorization": key}),
    ]  # fmt: skip
    revoke_source(source=row, by=admin(), at=now())
    refused.append(knock(client, key))
    assert {(one.status_code, one.content) for one in refused} == {(403, refused[0].content)}
    assert not AlertDelivery.objects.exists()


@pytest.mark.django_db
def test_a_body_that_is_too_long_or_too_early_is_not_taken(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _row, key = source_with_key()
    assert knock(client, key, b"x" * (keeping.MOST_BYTES + 1)).status_code == 413
    monkeypatch.setattr(keeping, "MOST_WAITING", 1)
    assert knock(client, key, b"1").status_code == 200
    late = knock(client, key, b"2")
    assert (late.status_code, late.headers["Retry-After"]) == (429, "60")
    assert AlertDelivery.objects.count() == 1


@pytest.mark.django_db
def test_nothing_is_acknowledged_that_is_not_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R2: a fault of the database is no 2xx."""
    _row, key = source_with_key()

    def broken(**_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("charterdesk.desk.views.alert_door.keep_delivery", broken)
    client.raise_request_exception = False
    assert knock(client, key, body(alert())).status_code == 500


def test_a_lead_makes_a_source_and_sees_its_key_once(visit: Visit) -> None:
    staffed()
    lead = visit.as_(admin())
    made = lead.post("/desk/alerts-new/", **NEW)
    key = re.search(r'id="key" type="text" readonly value="([^"]+)"', made.text)
    assert key is not None
    assert knock(Client(), key[1], '{"name": "Open"}', "/in/alerts/shop-doors/").status_code == 200
    work_off(now())
    page = lead.get("/desk/alerts/shop-doors/")
    assert page.says("Open", "1 alert taken", Case.objects.get().number)
    assert key[1] not in page.text


def test_what_was_typed_stays_where_something_is_wrong(visit: Visit) -> None:
    staffed()
    page = visit.as_(admin()).post("/desk/alerts-new/", **{**NEW, "source-priorities": "bad"})
    assert page.status == 422
    assert page.says("Write “bad” like: critical = high.", 'value="shop-doors"')
    page = visit.as_(admin()).post("/desk/alerts-new/", **{**NEW, "source-contact": "x@y.example"})
    assert page.says("No contact has this address")
    assert not AlertSource.objects.exists()


def test_the_settings_of_a_source_are_changed(visit: Visit) -> None:
    customer, contact = organisation(), cleo()
    row = source()
    lead = visit.as_(admin())
    form = lead.get("/desk/alerts/probes/").form.to("/change/")
    given = {"source-organisation": "customer LTD", "source-contact": "cleo@customer.example"}
    lead.post(form.action, **{**form.values, **given, "source-silent_hours": "2"})
    row.refresh_from_db()
    assert (row.organisation, row.contact) == (customer, contact)
    assert row.silent_after is not None


def test_a_new_key_is_made_and_an_ended_source_says_so(visit: Visit) -> None:
    source_with_key()
    lead = visit.as_(admin())
    assert lead.post("/desk/alerts/probes/key/").says("It is shown this once")
    assert lead.post("/desk/alerts/probes/end/").says("Ended")
    assert AlertSource.objects.get().revoked_at is not None


def test_an_example_is_tried_before_its_mapping_is_kept(visit: Visit) -> None:
    row = source(kind="json", mapping={"title": "t"})
    lead = visit.as_(admin())
    tried = {"trial-example": json.dumps({"alert": {"name": "Door open"}})}
    wrong = lead.post("/desk/alerts/probes/try/", **tried, **{"map-title": "alert.nam"})
    assert wrong.status == 422
    assert wrong.says("alert.nam", "stands nothing", "Door open")
    good = {**tried, "map-title": "alert.name"}
    page = lead.post("/desk/alerts/probes/try/", **good)
    assert page.says("What would come of it", "<h3>Door open</h3>", "the default")
    assert AlertSource.objects.get(pk=row.pk).mapping == {"title": "t"}
    assert lead.post("/desk/alerts/probes/try/", **good, save="1").says("The mapping is kept.")
    assert AlertSource.objects.get(pk=row.pk).mapping["title"] == "alert.name"
    assert not Case.objects.exists()


def test_a_kept_delivery_is_the_example_and_is_taken_again(visit: Visit) -> None:
    _row, key = source_with_key(kind="json", mapping={"title": "wrong"})
    knock(Client(), key, '{"name": "<b>Door</b> open"}')
    work_off(now())
    lead = visit.as_(admin())
    page = lead.get("/desk/alerts/probes/")
    assert page.says("could not be taken", "“wrong”, where the title should be, stands nothing")
    pk = AlertDelivery.objects.get().pk
    assert lead.get(f"/desk/alerts/probes/d/{pk}/").says("&lt;b&gt;Door&lt;/b&gt; open")
    assert lead.get(f"/desk/alerts/probes/try/?of={pk}").says("&lt;b&gt;Door")
    AlertSource.objects.update(mapping={"title": "name"})
    lead.post(f"/desk/alerts/probes/d/{pk}/again/")
    work_off(now())
    assert Case.objects.get().subject == "<b>Door</b> open"


def test_a_source_that_is_silent_is_told_in_the_list(visit: Visit) -> None:
    row = source(silent_after=timedelta(hours=1))
    AlertSource.objects.filter(pk=row.pk).update(key_made_at=now() - timedelta(hours=3))
    assert visit.as_(admin()).get("/desk/alerts/").says("Silent since")


def test_an_agent_sees_how_sources_stand_and_changes_none(visit: Visit) -> None:
    source_with_key()
    agent = visit.as_(ada())
    page = agent.get("/desk/alerts/probes/")
    assert page.says("can change these")
    assert "Make a new key" not in page.text
    for path in ("key/", "end/", "change/"):
        assert agent.client.post(f"/desk/alerts/probes/{path}").status_code == 403
    assert agent.client.get("/desk/alerts/probes/try/").status_code == 403
    assert agent.client.get("/desk/alerts-new/").status_code == 403
