"""The operator's settings for all that is not mail: understood, or one sentence without secrets."""

import pytest

from charterdesk.kit.settings_readers import MalformedSetting
from charterdesk.notifications.ways_out import (
    hook_secret,
    messengers_of_the_desk,
    services_of_the_desk,
    ways_out,
)

GATEWAY = "url: http://sms.house.example/send\nheaders: {Authorization: hush}\n"
SERVICES = "phones: {kind: push, url: 'ntfy://u:hush@push.example/{to}'}"


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


def test_without_settings_there_is_mail_alone() -> None:
    assert messengers_of_the_desk() == {}


def test_each_setting_brings_its_carrier(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("CHARTERDESK_SMS_GATEWAY", GATEWAY)
    setting.setenv("CHARTERDESK_SERVICES", SERVICES)
    setting.setenv("CHARTERDESK_OUT_HOSTS", "hooks.example")
    found = messengers_of_the_desk()
    assert set(found) == {"sms", "push", "hook"}
    assert "hush" not in repr(found) + repr(services_of_the_desk())


def test_http_is_for_hosts_that_the_operator_named_so(setting: pytest.MonkeyPatch) -> None:
    setting.setenv("CHARTERDESK_OUT_HOSTS", "hooks.example,http://old.example")
    assert ways_out().allowance("https://hooks.example/x").schemes == {"https"}
    assert ways_out().allowance("http://old.example/x").schemes == {"https", "http"}


def test_the_host_of_a_gateway_need_not_be_named_twice(setting: pytest.MonkeyPatch) -> None:
    allowance = ways_out().with_host_of("http://sms.house.example/send").allowance
    assert "sms.house.example" in allowance("http://sms.house.example/send").hosts
    assert allowance("http://sms.house.example/send").schemes == {"https", "http"}


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("CHARTERDESK_OUT_HOSTS", "https://hooks.example/path", "names of hosts"),
        ("CHARTERDESK_OUT_NETWORKS", "10.0.0.1/8", "wants networks such as"),
        ("CHARTERDESK_OUT_AUTHORITY", "nowhere.pem", "is no file"),
        ("CHARTERDESK_SMS_GATEWAY", "headers: {a: hush}", "url: https"),
        ("CHARTERDESK_VOICE_GATEWAY", "url: 'https://{to}.example/hush'", "names no host"),
        ("CHARTERDESK_SERVICES", "[hush", "is not YAML"),
        ("CHARTERDESK_SERVICES", "hush", "wants lines"),
        ("CHARTERDESK_SERVICES", "a: {kind: pager, url: hush}", "a wants a kind"),
        ("CHARTERDESK_SERVICES", "a: {kind: push, url: 'mailto://hush'}", "not spoken to by HTTP"),
        ("CHARTERDESK_SERVICES", "a: {kind: push, url: 'slack://hush'}", "the url of a"),
        ("CHARTERDESK_SERVICES", "a: {kind: push}", "either a url or a gateway"),
        ("CHARTERDESK_SERVICES", "a: {kind: push, gateway: {x: hush}}", "gateway of a: it wants"),
        (
            "CHARTERDESK_SERVICES",
            "a: {kind: push, gateway: {url: 'https://{to}/hush'}}",
            "names no host",
        ),
    ],
)
def test_a_malformed_setting_is_refused_without_its_secrets(
    setting: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    setting.setenv(name, value)
    with pytest.raises(MalformedSetting, match=name) as refused:
        messengers_of_the_desk()
    assert why in str(refused.value)
    assert "hush" not in str(refused.value)


def test_each_address_has_a_secret_of_its_own() -> None:
    assert hook_secret("https://a.example/x").startswith("whsec_")
    assert hook_secret("https://a.example/x") != hook_secret("https://a.example/y")
