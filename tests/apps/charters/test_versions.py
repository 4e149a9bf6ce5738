"""Published versions, which is in force when, and the addresses of their channels."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.charters.commands import (
    install_shipped_charters,
    publish_charter,
    set_channel_address,
    set_charter_live,
)
from charterdesk.charters.models import CharterVersion
from charterdesk.charters.queries import (
    NoCharter,
    addresses_of_channels,
    channel_address,
    channels_of_address,
    charter_in_force,
    charter_version,
    live_charters,
    versions_of,
)
from charterdesk.charters.shipped import shipped_names, shipped_text
from tests.apps.cast import MONDAY, ada, admin, charter

pytestmark = pytest.mark.django_db

ROXEN = shipped_text("roxen")
LATER = MONDAY + timedelta(days=30)


def second_version(at: datetime = MONDAY, since: str = "2026-07-01 00:00") -> CharterVersion:
    text = ROXEN.replace("\nversion: 1", "\nversion: 2")
    text = text.replace("in_force_from: 2007-05-17 00:00", f"in_force_from: {since}")
    text = text.replace("The Roxen Technical Support process", "The second version")
    return granted(publish_charter(text=text, by=DESK, at=at))


def found_at(address: str) -> list[tuple[str, str]]:
    return [(it.charter.name, it.channel.name) for it in channels_of_address(address, MONDAY)]


def test_every_shipped_charter_can_be_installed_and_is_in_force() -> None:
    installed = granted(install_shipped_charters(by=DESK, at=MONDAY))
    assert [version.name for version in installed] == list(shipped_names())
    assert [charter.name for charter in live_charters(MONDAY)] == list(shipped_names())


def test_installing_twice_changes_nothing() -> None:
    first = granted(install_shipped_charters(by=DESK, at=MONDAY))
    assert granted(install_shipped_charters(by=DESK, at=LATER)) == first


def test_a_charter_that_is_not_shipped_is_refused_by_name() -> None:
    refused = install_shipped_charters(names=("roxen", "nowhere"), by=DESK, at=MONDAY)
    assert isinstance(refused, Refusal)
    assert "nowhere" in refused.text
    assert not CharterVersion.objects.exists()


def test_a_text_that_cant_be_read_is_refused_with_its_place() -> None:
    text = ROXEN.replace("zone: Europe/Stockholm", "zonee: Europe/Stockholm", 1)
    refused = publish_charter(text=text, by=admin(), at=MONDAY, file="mine.yaml")
    assert isinstance(refused, Refusal)
    line = text[: text.index("zonee")].count("\n") + 1
    assert f"mine.yaml:{line}:1:" in refused.text
    assert not CharterVersion.objects.exists()


def test_a_published_version_never_changes() -> None:
    charter("roxen")
    refused = publish_charter(text=ROXEN + "\n# changed", by=DESK, at=LATER)
    assert isinstance(refused, Refusal)
    assert "give this text version 2" in refused.text
    assert CharterVersion.objects.get().text == ROXEN


def test_an_older_number_is_refused() -> None:
    second_version()
    assert isinstance(publish_charter(text=ROXEN, by=DESK, at=LATER), Refusal)


def test_a_version_counts_from_its_moment_on() -> None:
    charter("roxen")
    second_version()
    start = datetime(2026, 6, 30, 22, 0, tzinfo=UTC)  # midnight in Stockholm
    versions = [
        charter_in_force("roxen", at).version for at in (start - timedelta(seconds=1), start)
    ]
    assert versions == [1, 2]


def test_a_later_version_never_counts_for_the_past() -> None:
    charter("roxen")
    second_version(at=LATER, since="2026-01-01 00:00")
    assert charter_in_force("roxen", LATER - timedelta(seconds=1)).version == 1
    assert charter_in_force("roxen", LATER).version == 2


def test_an_old_version_stays_readable() -> None:
    charter("roxen")
    second_version()
    titles = [charter_version("roxen", version).title for version in (1, 2)]
    assert titles == ["The Roxen Technical Support process", "The second version"]


def test_a_charter_is_read_once_in_a_process(
    django_assert_num_queries: DjangoAssertNumQueries, transactional_db: None
) -> None:
    charter("roxen")
    first = charter_version("roxen", 1)
    with django_assert_num_queries(0):
        assert charter_version("roxen", 1) is first


def test_a_version_that_was_rolled_back_is_not_kept() -> None:
    with transaction.atomic():
        second_version()
        assert charter_version("roxen", 2).title == "The second version"
        transaction.set_rollback(True)
    with pytest.raises(NoCharter, match="no version 2 of a charter “roxen”"):
        charter_version("roxen", 2)


def test_what_does_not_exist_is_said_in_a_sentence() -> None:
    with pytest.raises(NoCharter, match="No version of a charter “roxen” is in force"):
        charter_in_force("roxen", MONDAY)


def test_nothing_is_in_force_before_the_first_version() -> None:
    charter("roxen")
    with pytest.raises(NoCharter):
        charter_in_force("roxen", datetime(2007, 1, 1, tzinfo=UTC))


def test_an_agent_publishes_nothing() -> None:
    with pytest.raises(PermissionDenied):
        publish_charter(text=ROXEN, by=ada(), at=MONDAY)


def test_agents_read_every_version() -> None:
    charter("roxen")
    second_version()
    assert [version.version for version in versions_of(ada(), "roxen")] == [2, 1]


def test_mail_to_an_address_comes_in_by_its_channel() -> None:
    charter("roxen"), charter("bicom")
    assert found_at("Support@Roxen.example") == [("roxen", "mail")]
    assert found_at("emergency@bicom.example") == [("bicom", "emergency")]
    assert found_at("nobody@bicom.example") == []
    assert found_at("") == []


def test_a_charter_that_is_not_live_takes_nothing_in() -> None:
    charter("roxen")
    granted(set_charter_live(name="roxen", is_live=False, by=DESK, at=MONDAY))
    assert found_at("support@roxen.example") == []
    assert charter_in_force("roxen", MONDAY).name == "roxen"
    granted(set_charter_live(name="roxen", is_live=True, by=DESK, at=MONDAY))
    assert found_at("support@roxen.example") == [("roxen", "mail")]


def test_only_a_published_charter_can_be_live() -> None:
    assert isinstance(set_charter_live(name="x", is_live=True, by=DESK, at=MONDAY), Refusal)


def test_the_desks_own_address_takes_the_charters_place() -> None:
    roxen = charter("roxen")
    granted(
        set_channel_address(
            charter="roxen", channel="mail", address="Help@Desk.example", by=DESK, at=MONDAY
        )
    )
    assert found_at("help@desk.example") == [("roxen", "mail")]
    assert found_at("support@roxen.example") == []
    assert channel_address(roxen, "mail") == "help@desk.example"


def test_channels_without_an_address_have_none() -> None:
    roxen = charter("roxen")
    assert dict(addresses_of_channels(roxen)) == {"mail": "support@roxen.example"}
    assert channel_address(roxen, "phone") == ""


def test_an_address_for_a_channel_that_is_not_there_is_refused() -> None:
    charter("roxen")
    refused = set_channel_address(
        charter="roxen", channel="fax", address="x@desk.example", by=DESK, at=MONDAY
    )
    assert isinstance(refused, Refusal)
