"""Sources are the leads' to make; their keys are shown once and compared as digests."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.refusal import Refusal
from charterdesk.alerts.commands import (
    SourceWish,
    change_source,
    drop_delivery,
    make_source,
    revoke_source,
    rotate_key,
    take_again,
)
from charterdesk.alerts.keys import source_by_key
from charterdesk.alerts.models import AlertDelivery, AlertSource
from charterdesk.alerts.queries import (
    alerts_seen_by,
    deliveries_of,
    source_for,
    would_be,
)
from charterdesk.engine.phrase import Phrase
from charterdesk.oncall.models import RoleAssignment
from tests.apps.alerts.scene import (
    PRIORITIES,
    delivered,
    minutes,
    source,
    source_with_key,
    staffed,
    taken,
)
from tests.apps.cast import MONDAY, ada, admin, ben, cleo, organisation

pytestmark = pytest.mark.django_db
WISH: dict[str, Any] = {"kind": "alertmanager", "charter": "alarms", "channel": "probe"}
State = AlertDelivery.State


def refused(**wish: Any) -> Refusal:
    """What a wish is refused with."""
    staffed()
    answer = make_source(name="probes", wish=SourceWish(**{**WISH, **wish}), by=admin(), at=MONDAY)
    assert isinstance(answer, Refusal)
    return answer


def test_a_key_opens_its_own_source_and_nothing_is_kept_of_it() -> None:
    row, key = source_with_key()
    other, _ = source_with_key("others")
    assert source_by_key("probes", key, MONDAY) == row
    assert source_by_key(other.name, key, MONDAY) is None
    assert source_by_key("probes", key[:-1], MONDAY) is None
    assert source_by_key("probes", "", MONDAY) is None
    assert source_by_key("nobody", key, MONDAY) is None
    assert key not in str(AlertSource.objects.filter(pk=row.pk).values().get())


def test_a_former_key_is_good_for_one_more_day() -> None:
    row, key = source_with_key()
    fresh = rotate_key(source=row, by=admin(), at=MONDAY)
    assert fresh != key
    day = MONDAY + timedelta(days=1)
    assert source_by_key("probes", key, day - timedelta(seconds=1)) == row
    assert source_by_key("probes", key, day) is None
    assert source_by_key("probes", fresh, day) == row


def test_an_ended_source_takes_no_key_until_it_gets_a_new_one() -> None:
    row, key = source_with_key()
    revoke_source(source=row, by=admin(), at=MONDAY)
    assert source_by_key("probes", key, MONDAY) is None
    fresh = rotate_key(source=row, by=admin(), at=minutes(1))
    assert source_by_key("probes", key, minutes(1)) is None
    assert source_by_key("probes", fresh, minutes(1)) == row


@pytest.mark.parametrize(
    ("wish", "field", "says"),
    [
        ({"charter": "nowhere"}, "charter", "in force"),
        ({"channel": "web"}, "channel", "machine"),
        ({"priorities": {"bad": "worst"}}, "priorities", "worst"),
        ({"kind": "json"}, "title", "title"),
        ({"kind": "json", "mapping": {"title": "a..b"}}, "title", "a..b"),
        ({"kind": "smoke"}, "kind", "sends"),
        ({"storm_alerts": 1}, "storm_alerts", "2"),
    ],
)
def test_a_wish_that_can_not_be_is_refused_by_its_field(
    wish: dict[str, Any], field: str, says: str
) -> None:
    answer = refused(**wish)
    assert answer.field == field
    assert says in answer.text


def test_a_contact_of_another_customer_is_refused() -> None:
    assert refused(contact=cleo(), organisation=organisation("Other Ltd")).field == "contact"


def test_a_name_is_taken_once() -> None:
    source()
    assert refused().field == "name"


def test_only_leads_make_sources_and_turn_their_keys() -> None:
    row = source()
    with pytest.raises(PermissionDenied):
        make_source(name="mine", wish=SourceWish(**WISH), by=ada(), at=MONDAY)
    with pytest.raises(PermissionDenied):
        rotate_key(source=row, by=ada(), at=MONDAY)
    assert source_for(ada(), row.name) == source_for(ben(), row.name) == row


def test_a_lead_of_another_charter_sees_none() -> None:
    row = source()
    RoleAssignment.objects.all().delete()
    assert source_for(ben(), row.name) is None
    assert deliveries_of(ben(), row) == []
    assert alerts_seen_by(ben(), row) == []
    with pytest.raises(PermissionDenied):
        rotate_key(source=row, by=ben(), at=MONDAY)


def test_what_could_not_be_read_is_taken_after_the_mapping_is_mended() -> None:
    row = source(kind="json", mapping={"title": "wrong"})
    delivery = delivered(row, b'{"name": "Door open"}')
    assert delivery.state == State.UNREADABLE
    wish = SourceWish(**{**WISH, "kind": "json", "mapping": {"title": "name"}})
    changed = change_source(source=row, wish=wish, by=admin(), at=MONDAY)
    assert isinstance(changed, AlertSource)
    assert take_again(delivery=delivery, by=admin(), at=MONDAY)
    taken(changed)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.form) == (State.TAKEN, "")
    assert not take_again(delivery=delivery, by=admin(), at=MONDAY)


def test_what_nothing_is_to_come_of_is_put_away() -> None:
    row = source()
    delivery = delivered(row, b"nonsense")
    assert drop_delivery(delivery=delivery, by=admin(), at=MONDAY)
    assert AlertDelivery.objects.get().state == State.DROPPED


def test_a_mapping_is_tried_before_it_is_kept() -> None:
    row = source(kind="json", mapping={"title": "t"})
    row.mapping = {"title": "name", "severity": "how", "organisation": "who"}
    row.priorities = PRIORITIES
    customer = organisation()
    found = would_be(
        row, b'{"name": "Door open", "how": "CRITICAL", "who": "customer ltd"}', MONDAY
    )
    assert not isinstance(found, Phrase)
    assert (found[0].alert.title, found[0].priority) == ("Door open", "critical")
    assert found[0].place.arrival.organisation == customer
    assert isinstance(would_be(row, b"{}", MONDAY), Phrase)
    assert not AlertDelivery.objects.exists()
