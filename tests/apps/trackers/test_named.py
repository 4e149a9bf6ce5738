"""The setting of the trackers: a malformed one stops the start, and no sentence holds a secret."""

from pathlib import Path

import pytest

from charterdesk.kit.settings_readers import MalformedSetting
from charterdesk.trackers.named import SETTING, trackers_of_the_desk

GOOD = "bugs: {kind: trac, url: https://trac.example.org/pbx, user: desk, secret: hush}"


def test_a_tracker_is_named_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, GOOD)
    one = trackers_of_the_desk()["bugs"]
    assert one.address("7") == "https://trac.example.org/pbx/ticket/7"
    assert "hush" not in repr(one.place) + repr(one.web)


def test_without_the_setting_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    assert trackers_of_the_desk() == {}


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    monkeypatch.setenv(SETTING, GOOD.replace("secret: hush", f"secret_file: {tmp_path}/secret"))
    assert trackers_of_the_desk()["bugs"].place.secret == "from a file"


def test_the_public_github_is_asked_where_its_interface_is(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "app: {kind: github, url: https://github.com, project: example/app, secret: hush}"
    monkeypatch.setenv(SETTING, said)
    one = trackers_of_the_desk()["app"]
    assert one.web.base == "https://api.github.com"
    assert one.web.allowance.hosts == {"api.github.com"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("[hush", "is not YAML"),
        ("hush", "wants lines"),
        ("bugs: hush", "bugs wants a url, and a kind: one of trac"),
        ("bugs: {kind: hush, url: 'https://a.example'}", "a kind: one of"),
        ("'b b': {kind: trac, url: 'https://a.example'}", "a name is letters"),
        ("bugs: {kind: trac, url: 'ftp://a.example'}", "wants https://HOST/PATH"),
        ("bugs: {kind: trac, url: 'https://u:hush@a.example'}", "and no user"),
        ("bugs: {kind: trac, url: 'https://a.example/?hush'}", "after '?' or '#'"),
        ("bugs: {kind: github, url: 'https://a.example'}", "wants a project"),
        ("bugs: {kind: trac, url: 'https://a.example', secre: hush}", "unknown words: secre"),
        ("bugs: {kind: trac, url: 'https://a.example', fields: hush}", "the fields of bugs"),
        ("bugs: {kind: trac, url: 'https://a.example', secret_file: /no/hushed}", "can't be read"),
        ("bugs: {kind: trac, url: 'https://a.example', secret: 'hushж'}", "can't be sent"),
        ("bugs: {kind: trac, url: 'https://a.example', secret: hush, secret_file: x}", "keep one"),
    ],
)
def test_a_malformed_one_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, said: str, sentence: str
) -> None:
    monkeypatch.setenv(SETTING, said)
    with pytest.raises(MalformedSetting) as raised:
        trackers_of_the_desk()
    assert sentence in str(raised.value)
    assert "hush " not in str(raised.value)
