"""The one address for mail out: understood, or refused with a sentence that keeps the password."""

from pathlib import Path

import pytest

from charterdesk.channels.sink.sending import Sink
from charterdesk.channels.smtp.sending import Smtp
from charterdesk.kit.settings_readers import MalformedSetting
from charterdesk.notifications.carriers import carriers_at, carriers_of_the_desk


def test_a_directory_keeps_mail_as_files() -> None:
    assert carriers_at("file:///srv/sent mail") == {"mail": Sink(Path("/srv/sent mail"))}


@pytest.mark.parametrize(
    ("address", "tls", "port"),
    [
        ("smtp://relay.example", "none", 25),
        ("smtp+starttls://relay.example", "starttls", 587),
        ("smtps://relay.example:2465", "implicit", 2465),
    ],
)
def test_a_mail_server_is_spoken_to_as_its_scheme_says(address: str, tls: str, port: int) -> None:
    server = carriers_at(address)["mail"]
    assert isinstance(server, Smtp)
    assert (server.host, server.tls, server.port) == ("relay.example", tls, port)


def test_user_and_password_are_unquoted() -> None:
    server = carriers_at("smtps://desk:p%40ss@relay.example")["mail"]
    assert isinstance(server, Smtp)
    assert (server.user, server.password) == ("desk", "p@ss")


@pytest.mark.parametrize(
    "address",
    [
        "", "relay.example", "ftp://relay.example", "smtp://", "smtp://h:port",
        "smtps://u:secret@h?x=1", "file:relative", "file://host/dir",
    ],
)  # fmt: skip
def test_another_address_is_refused_by_the_settings_name(address: str) -> None:
    with pytest.raises(MalformedSetting, match="CHARTERDESK_MAIL_OUT") as refused:
        carriers_at(address)
    assert "secret" not in str(refused.value)


def test_without_a_setting_mail_is_kept_under_the_desks_data() -> None:
    sink = carriers_of_the_desk()["mail"]
    assert isinstance(sink, Sink)
    assert sink.directory.name == "sent"
