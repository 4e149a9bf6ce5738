"""What comes of deliveries: cases opened, gone on with, recovered, opened again; none twice."""

from datetime import timedelta

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.alerts import keeping
from charterdesk.alerts.keeping import TooMany, drop_old, keep_delivery
from charterdesk.alerts.models import AlertDelivery, SourceAlert
from charterdesk.alerts.taking import take
from charterdesk.cases.actors import Asker
from charterdesk.cases.commands import (
    merge_case,
    receive_message,
    resolve_case,
    send_reply,
    set_priority,
)
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case, CaseAsset, CaseLink, Message
from charterdesk.cases.store import load
from charterdesk.customers.equipping import About, add_asset, add_asset_type
from charterdesk.customers.models import Asset, Organisation
from tests.apps.alerts.scene import alert, body, delivered, minutes, said_on, source, the_case
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, cleo, dora, organisation

pytestmark = pytest.mark.django_db
State = AlertDelivery.State


def equipment(of: Organisation, tag: str, serial: str = "") -> Asset:
    """A server of a customer's."""
    kind = granted(add_asset_type(name="Server", own_fields=(), by=DESK, at=MONDAY))
    about = About(type=kind, serial=serial)
    return granted(add_asset(organisation=of, tag=tag, about=about, by=DESK, at=MONDAY))


def test_an_alert_opens_a_case_on_the_machine_s_channel() -> None:
    """R-VOX-4, R-HFN-10: the machine's channel and its mark, without any person."""
    delivered(source(), body(alert(severity="critical")))
    case = the_case()
    assert (case.channel, case.priority, case.subject) == ("probe", "critical", "ShopDown is down")
    opening = load(case.pk).state.opening
    assert opening is not None
    assert (opening.marks, opening.by) == (("seen by a machine",), "")
    message = Message.objects.get()
    assert (message.automatic, message.author) == (True, "probes")
    assert "severity: critical" in message.text


def test_an_alert_keeps_no_promise_and_a_person_s_answer_does() -> None:
    """R-HFN-13: a machine's acts are logged, and never are a human response."""
    probes = source(organisation=organisation(), contact=cleo())
    delivered(probes, body(alert()))
    delivered(probes, body(alert(summary="still down")), minutes(1))
    case = the_case()
    assert load(case.pk).state.responded_at is None
    send_reply(case=case, written=Written(text="We look."), by=ada(), at=minutes(2))
    assert load(case.pk).state.responded_at == minutes(2)


def test_the_same_alert_joins_its_open_case() -> None:
    probes = source()
    delivered(probes, body(alert()))
    delivered(probes, body(alert(summary="ShopDown is worse")), minutes(3))
    assert said_on(the_case()) == ["ShopDown is down", "ShopDown is worse"]


def test_a_report_that_says_nothing_new_is_counted_only() -> None:
    probes = source()
    for minute in range(3):
        delivered(probes, body(alert(), alert("Other")), minutes(10 * minute))
    assert Case.objects.count() == 2
    assert Message.objects.count() == 2
    assert set(SourceAlert.objects.values_list("times", flat=True)) == {3}


def test_an_outbreak_says_only_so_much_on_its_case() -> None:
    probes = source()
    for count in range(30):
        delivered(probes, body(alert(summary=f"{count} lost")), minutes(count))
    assert Message.objects.count() == 20
    assert "counted" in Message.objects.order_by("pk").last().text  # type: ignore[union-attr]  # there are 20
    assert SourceAlert.objects.get().times == 30


def test_an_alert_that_becomes_worse_raises_its_case_once() -> None:
    """A person who has lowered it is not overruled by the next report (M8)."""
    probes = source()
    delivered(probes, body(alert()))
    delivered(probes, body(alert(severity="critical")), minutes(1))
    assert the_case().priority == "critical"
    set_priority(case=the_case(), to="normal", by=ada(), at=minutes(2), reason="a test shop")
    delivered(probes, body(alert(severity="critical", summary="still")), minutes(3))
    assert the_case().priority == "normal"


def test_a_merged_case_is_over_when_all_its_alerts_are() -> None:
    probes = source()
    delivered(probes, body(alert(), alert("Other")))
    ending, staying = Case.objects.order_by("pk")
    merge_case(case=ending, into=staying, by=ada(), at=minutes(1))
    delivered(probes, body(alert(summary="worse")), minutes(2))
    assert said_on(staying)[-1] == "worse"
    delivered(probes, body(alert(firing=False, summary="worse")), minutes(3))
    assert said_on(staying)[-1] == "Over: worse"
    staying.refresh_from_db()
    assert staying.status == "new"
    delivered(probes, body(alert("Other", firing=False)), minutes(4))
    staying.refresh_from_db()
    assert staying.status == "resolved"


def test_a_recovery_resolves_where_the_charter_says_so() -> None:
    probes = source()
    delivered(probes, body(alert()))
    delivered(probes, body(alert(firing=False)), minutes(5))
    case = the_case()
    assert (case.status, case.outcome) == ("resolved", "recovered")
    assert said_on(case) == ["ShopDown is down", "Over: ShopDown is down"]
    assert load(case.pk).state.promise("response").verdict == "not needed"  # type: ignore[union-attr]  # it has one


def test_a_recovery_is_only_noted_on_a_channel_that_notes() -> None:
    watchman = source(channel="watchman")
    delivered(watchman, body(alert()))
    delivered(watchman, body(alert(firing=False)), minutes(5))
    assert the_case().status == "new"
    assert len(said_on(the_case())) == 2


def test_a_recovery_waits_for_a_person_while_the_customer_waits_for_an_answer() -> None:
    probes = source(organisation=organisation(), contact=cleo())
    delivered(probes, body(alert()))
    case, by = the_case(), Asker(name=CLEO_ADDRESS, contact=cleo())
    send_reply(case=case, written=Written(text="We look."), by=ada(), at=minutes(1))
    receive_message(case=case, written=Written(text="When?"), by=by, at=minutes(2))
    delivered(probes, body(alert(firing=False)), minutes(5))
    assert the_case().status == "new"


def test_a_new_outbreak_opens_the_case_again_within_the_window() -> None:
    probes = source()
    delivered(probes, body(alert()))
    delivered(probes, body(alert(firing=False)), minutes(5))
    delivered(probes, body(alert(began=30)), minutes(30))
    case = the_case()
    assert case.status == "active"
    assert load(case.pk).state.promise("response").is_open  # type: ignore[union-attr]  # it has one


def test_after_the_window_a_new_outbreak_opens_a_linked_case() -> None:
    probes = source()
    delivered(probes, body(alert()))
    delivered(probes, body(alert(firing=False)), minutes(5))
    late = 60 * 24 * 30
    delivered(probes, body(alert(began=late, severity="critical")), minutes(late))
    old, new = Case.objects.order_by("pk")
    assert CaseLink.objects.get(case=new).other == old
    assert (new.priority, SourceAlert.objects.get().case) == ("critical", new)
    delivered(probes, body(alert(firing=False, began=late)), minutes(late + 1))
    new.refresh_from_db()
    assert new.status == "resolved"


def test_what_a_person_resolved_is_not_opened_by_a_copy_of_the_same_outbreak() -> None:
    probes = source(organisation=organisation(), contact=cleo())
    delivered(probes, body(alert()))
    written = Written(text="The shop is closed for good.")
    resolve_case(case=the_case(), outcome="recovered", by=ada(), at=minutes(2), written=written)
    delivered(probes, body(alert(summary="still down")), minutes(10))
    assert the_case().status == "resolved"
    delivered(probes, body(alert(began=60)), minutes(60))
    assert the_case().status == "active"


def test_reports_in_the_wrong_order_change_nothing() -> None:
    probes = source()
    delivered(probes, body(alert(firing=False)))
    assert Case.objects.count() == 0
    delivered(probes, body(alert(began=10)), minutes(10))
    delivered(probes, body(alert(firing=False, began=0)), minutes(11))
    assert the_case().status == "new"
    delivered(probes, body(alert(firing=False, began=10)), minutes(12))
    delivered(probes, body(alert(began=10)), minutes(13))
    assert the_case().status == "resolved"


def test_the_same_delivery_twice_is_one() -> None:
    """R11: 0 duplicates."""
    probes = source()
    first = delivered(probes, body(alert()))
    assert delivered(probes, body(alert()), minutes(1)).pk == first.pk
    assert delivered(probes, body(alert("B")), minutes(1), key="k1").pk != first.pk
    assert delivered(probes, body(alert("C")), minutes(900), key="k1").times == 2
    assert Case.objects.count() == 2


def test_the_same_words_on_another_day_are_another_delivery() -> None:
    plain = source(kind="json", mapping={"title": "t"})
    delivered(plain, b'{"t": "The backup failed"}')
    resolve_case(case=the_case(), outcome="recovered", by=ada(), at=minutes(60))
    delivered(plain, b'{"t": "The backup failed"}', minutes(24 * 60))
    assert AlertDelivery.objects.count() == 2
    assert the_case().status == "active"


def test_what_is_no_alert_is_kept_with_the_reason() -> None:
    row = delivered(source(), b"<html>502</html>")
    assert (row.state, bytes(row.raw)) == (State.UNREADABLE, b"<html>502</html>")
    assert row.form.startswith("The body is no JSON")
    assert Case.objects.count() == 0


def test_what_the_charter_refuses_is_kept_with_its_sentence() -> None:
    probes = source()
    probes.channel = "gone"
    probes.save()
    row = delivered(probes, body(alert()))
    assert row.state == State.UNREADABLE
    assert "gone" in str(row.values)


def test_a_worker_that_dies_goes_on_with_the_alert_that_it_was_at() -> None:
    probes = source(storm_alerts=1000)
    row = keep_delivery(
        source=probes, body=body(*(alert(f"A{n}") for n in range(25))), key="", at=MONDAY
    )
    assert isinstance(row, AlertDelivery)
    assert not take(row, MONDAY, most=10)
    again = AlertDelivery.objects.select_related("source").get(pk=row.pk)
    assert again.done == 10
    assert not take(again, MONDAY, most=10)
    # The one that stood still goes on with an older view of it, and takes nothing twice.
    assert not take(row, MONDAY, most=10)
    again.refresh_from_db()
    assert take(again, MONDAY, most=10)
    assert Case.objects.count() == 25
    assert AlertDelivery.objects.get().state == State.TAKEN


def test_news_of_the_sender_is_noted_and_opens_nothing() -> None:
    said = '{"NOTIFY_HOSTNAME": "db1", "NOTIFY_NOTIFICATIONTYPE": "%s", "NOTIFY_HOSTSTATE": "DOWN"}'
    checkmk = source(kind="checkmk")
    delivered(checkmk, (said % "ACKNOWLEDGEMENT").encode())
    assert Case.objects.count() == 0
    delivered(checkmk, (said % "PROBLEM").encode(), minutes(1))
    delivered(checkmk, (said % "ACKNOWLEDGEMENT").encode(), minutes(2))
    assert len(said_on(the_case())) == 2


def test_a_case_belongs_to_the_equipment_and_customer_that_the_alert_names() -> None:
    server = equipment(organisation(), "DB-1", "S-77")
    delivered(source(asset_label="asset"), body(alert(asset="s-77")))
    case = the_case()
    assert (case.organisation, CaseAsset.objects.get().asset) == (organisation(), server)


def test_a_source_of_one_customer_reaches_no_other_one() -> None:
    """trust.md rule 6."""
    other = dora().organisation
    assert other is not None
    equipment(other, "X-1")
    probes = source(organisation=organisation())
    delivered(probes, body(alert(asset="X-1", customer=other.name)))
    assert the_case().organisation == organisation()
    assert not CaseAsset.objects.exists()
    assert "Not known here: X-1." in Message.objects.get().text


def test_the_customer_is_known_by_the_name_that_the_alert_gives() -> None:
    customer = organisation()
    delivered(source(), body(alert(customer="customer ltd"), alert("B", customer="Nobody Inc")))
    found, unknown = Case.objects.order_by("pk")
    assert (found.organisation, unknown.organisation) == (customer, None)
    assert "Not known here: Nobody Inc." in Message.objects.get(case=unknown).text


def test_who_sends_faster_than_is_taken_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R14: nothing is acknowledged that is not kept, and what is kept is bounded."""
    monkeypatch.setattr(keeping, "MOST_WAITING", 3)
    probes = source()
    kept = [keep_delivery(source=probes, body=b"%d" % n, key="", at=MONDAY) for n in range(4)]
    assert isinstance(kept[3], TooMany)
    assert AlertDelivery.objects.count() == 3


def test_large_deliveries_wait_in_smaller_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_WAITING_BYTES", 10)
    probes = source()
    kept = [keep_delivery(source=probes, body=b"%04d" % n, key="", at=MONDAY) for n in range(3)]
    assert isinstance(kept[2], TooMany)
    assert not isinstance(keep_delivery(source=probes, body=b"1", key="", at=MONDAY), TooMany)


def test_the_bytes_of_what_was_taken_are_forgotten_after_their_time() -> None:
    probes = source()
    delivered(probes, body(alert()))
    delivered(probes, b"nonsense", minutes(10))
    assert drop_old(at=MONDAY + timedelta(days=29)) == 0
    assert drop_old(at=MONDAY + timedelta(days=31)) == 1
    assert AlertDelivery.objects.get().state == State.UNREADABLE
    assert drop_old(at=MONDAY + timedelta(days=91)) == 1
