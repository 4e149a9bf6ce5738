"""What each kind of sender says becomes alerts; what says nothing is refused in one sentence."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charterdesk.alerts.kinds import KINDS, Alert, Naming, UnreadableError, alerts_in
from charterdesk.engine.phrase import english

HOST = Naming("host", "customer")
MAPPED = {
    "title": "event.name", "fingerprint": "event.id, event.part", "text": "event.text",
    "state": "event.state", "severity": "event.level", "outbreak": "event.since",
    "asset": 'event.tags."serial.no"', "organisation": "who[1].name",
}  # fmt: skip


def one(kind: str, said: Any, **mapping: str) -> Alert:
    """The one alert of a body."""
    raw = said if isinstance(said, bytes) else json.dumps(said).encode()
    found = alerts_in(kind, raw, HOST, mapping)
    assert len(found) == 1
    return found[0]


def refusal(kind: str, raw: bytes, **mapping: str) -> str:
    """The sentence of the fault."""
    with pytest.raises(UnreadableError) as fault:
        alerts_in(kind, raw, HOST, mapping)
    return english(fault.value.said, "UTC")


def manager(**changed: Any) -> dict[str, Any]:
    """A webhook with one alert."""
    alert = {
        "status": "firing", "fingerprint": "c0ffee", "startsAt": "2026-06-15T08:00:00Z",
        "labels": {"alertname": "DiskFull", "instance": "db1:9100", "severity": "critical",
                   "host": "db1", "customer": "Customer Ltd"},
        "annotations": {"summary": "Disk of db1 is full", "description": "2 % left\non /var"},
        "generatorURL": "https://prometheus.example/g",
    }  # fmt: skip
    return {"version": "4", "alerts": [{**alert, **changed}]}


@pytest.mark.parametrize("kind", ["alertmanager", "grafana"])
def test_an_alert_of_the_alertmanager_is_read(kind: str) -> None:
    read = one(kind, manager())
    assert (read.fingerprint, read.title, read.state) == ("c0ffee", "Disk of db1 is full", "firing")
    assert (read.severity, read.outbreak) == ("critical", "2026-06-15T08:00:00Z")
    assert (read.asset, read.organisation) == ("db1", "Customer Ltd")
    assert read.text == "2 % left\non /var"
    assert read.url == "https://prometheus.example/g"


def test_an_alert_without_words_is_named_by_its_labels() -> None:
    assert one("alertmanager", manager(annotations={})).title == "DiskFull db1:9100"


def test_alerts_without_a_fingerprint_are_told_apart_by_their_labels() -> None:
    first, same = (one("alertmanager", manager(fingerprint="")) for _ in range(2))
    other = one("alertmanager", manager(fingerprint="", labels={"alertname": "Other"}))
    assert first.fingerprint == same.fingerprint != other.fingerprint


def test_a_group_has_its_alerts_in_their_order() -> None:
    said = manager()
    said["alerts"].append({**said["alerts"][0], "fingerprint": "2", "status": "resolved"})
    found = alerts_in("alertmanager", json.dumps(said).encode(), HOST, {})
    assert [alert.state for alert in found] == ["firing", "recovered"]


@pytest.mark.parametrize(
    ("state", "read_as"), [("alerting", "firing"), ("no_data", "firing"), ("ok", "recovered")]
)
def test_the_older_webhook_of_grafana_is_read(state: str, read_as: str) -> None:
    read = one(
        "grafana", {"ruleId": 7, "ruleName": "Load", "state": state, "tags": {"host": "db1"}}
    )
    assert (read.fingerprint, read.title, read.state, read.asset) == (
        "rule 7", "Load", read_as, "db1",
    )  # fmt: skip


ZABBIX = {
    "event_id": "4711", "trigger_id": "815", "value": "1", "name": "No ping", "host": "db1",
    "severity": "High", "operational_data": "{EVENT.OPDATA}", "url": "*UNKNOWN*",
    "tags": [{"tag": "customer", "value": "Customer Ltd"}],
}  # fmt: skip


def test_a_problem_of_zabbix_is_read() -> None:
    read = one("zabbix", ZABBIX)
    assert (read.fingerprint, read.title, read.state) == ("trigger 815", "db1: No ping", "firing")
    assert (read.outbreak, read.severity) == ("4711", "High")
    assert (read.asset, read.organisation, read.text, read.url) == ("db1", "Customer Ltd", "", "")


def test_a_recovery_of_zabbix_has_the_problem_s_number() -> None:
    read = one("zabbix", {**ZABBIX, "value": "0"})
    assert (read.state, read.outbreak) == ("recovered", "4711")


def test_tags_of_zabbix_may_come_as_a_text() -> None:
    tags = json.dumps(ZABBIX["tags"])
    assert one("zabbix", {**ZABBIX, "tags": tags}).organisation == "Customer Ltd"


@pytest.mark.parametrize(
    ("word", "state"),
    [("PROBLEM", "firing"), ("RECOVERY", "recovered"), ("ACKNOWLEDGEMENT", "news"),
     ("DOWNTIMESTART", "news"), ("FLAPPINGSTART", "news")],
)  # fmt: skip
def test_a_notification_of_checkmk_is_read(word: str, state: str) -> None:
    read = one("checkmk", {
        "NOTIFY_HOSTNAME": "db1", "NOTIFY_SERVICEDESC": "Memory", "NOTIFY_SERVICESTATE": "CRIT",
        "NOTIFY_NOTIFICATIONTYPE": word, "NOTIFY_SERVICEOUTPUT": "97 % used",
        "NOTIFY_LONGSERVICEOUTPUT": "swap\\nfull", "NOTIFY_SERVICEPROBLEMID": "10",
    })  # fmt: skip
    assert (read.fingerprint, read.title, read.state) == ("db1/Memory", "db1: Memory CRIT", state)
    assert (read.severity, read.outbreak, read.text) == ("CRIT", "10", "97 % used\nswap\nfull")


def test_a_notification_of_nagios_comes_as_a_form() -> None:
    raw = (
        b"HOSTNAME=db1&SERVICEDESC=%24SERVICEDESC%24&NOTIFICATIONTYPE=PROBLEM&HOSTSTATE=DOWN"
        b"&HOSTOUTPUT=CRITICAL+-+100%25+lost%3B+%22quoted%22&HOSTPROBLEMID=0"
    )
    read = one("nagios", raw)
    assert (read.fingerprint, read.title, read.outbreak) == ("db1", "db1 DOWN", "")
    assert read.text == 'CRITICAL - 100% lost; "quoted"'


def test_any_json_is_read_by_its_mapping() -> None:
    said = {
        "event": {"name": "Door open", "id": 12, "part": "rear", "text": "since 4", "level": 3,
                  "state": "OPEN", "since": "2026-06-15", "tags": {"serial.no": "S-1"}},
        "who": [{}, {"name": "Customer Ltd"}],
    }  # fmt: skip
    read = one("json", said, **MAPPED)
    assert (read.title, read.fingerprint, read.state) == ("Door open", "12 / rear", "firing")
    assert (read.severity, read.asset, read.organisation) == ("3", "S-1", "Customer Ltd")


@pytest.mark.parametrize(
    ("state", "read_as"),
    [("Resolved", "recovered"), (False, "recovered"), (0, "recovered"), ("muted", "news"),
     ("on fire", "firing"), (True, "firing")],
)  # fmt: skip
def test_the_mapping_says_which_words_mean_that_it_is_over(state: Any, read_as: str) -> None:
    assert one("json", {"t": "x", "s": state}, title="t", state="s").state == read_as


def test_a_list_of_alerts_is_found_by_its_path() -> None:
    raw = json.dumps({"data": {"items": [{"t": "a"}, {"t": "b"}]}}).encode()
    found = alerts_in("json", raw, HOST, {"title": "t", "each": "data.items"})
    assert [alert.title for alert in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({}, "title"),
        ({"title": "a..b"}, "a..b"),
        ({"title": "a[x]"}, "no path"),
        ({"title": "t", "state": "s"}, "where the state should be"),
        ({"title": "t", "fingerprint": "f"}, "where the fingerprint should be"),
        ({"title": "nowhere"}, "where the title should be"),
        ({"title": "t", "each": "t"}, "no list"),
        ({"title": "t" * 300}, "too long"),
    ],
)
def test_a_mapping_that_does_not_fit_says_where(mapping: dict[str, str], says: str) -> None:
    assert says in refusal("json", b'{"t": "x"}', **mapping)


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize(
    "raw",
    [b"", b"   ", b"not json", b"\xff\xfe\x00", b"[" * 100_000, b"{}", b"[]", b"null", b"1",
     b'{"alerts": 7}', b'{"alerts": [1]}', b'{"alerts": [{}]}', b"{" + b'"a":{' * 5000,
     b'{"alerts": [{"status": "burning", "labels": {"alertname": "x"}}]}'],
)  # fmt: skip
def test_what_says_no_alert_is_refused_in_a_sentence(kind: str, raw: bytes) -> None:
    said = refusal(kind, raw, title="title")
    assert said.endswith((".", "?"))


def test_more_alerts_than_can_be_taken_are_refused_with_their_number() -> None:
    said = manager()
    said["alerts"] *= 501
    assert "501 alerts" in refusal("alertmanager", json.dumps(said).encode())


def test_hostile_words_are_bounded_and_without_nul() -> None:
    read = one("alertmanager", manager(
        fingerprint="x" * 5000,
        annotations={"summary": "a\0\ud800\n" * 9000, "description": "b\0" * 90_000},
        labels={f"l{n}": "v" * 5000 for n in range(5000)}, generatorURL="javascript:alert(1)",
    ))  # fmt: skip
    assert len(read.fingerprint) <= 200
    assert len(read.title) <= 250
    assert len(read.text) <= 8000
    assert len(read.labels) <= 60
    assert "\0" not in read.title + read.text
    assert read.url == ""
    assert read.title.encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["alerts", "labels", "status", "firing", "annotations", "value", "host",
                         "HOSTNAME", "NOTIFICATIONTYPE", "ruleId", "state", "tags", "t"]),
        inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@given(JSON, st.sampled_from(list(KINDS)))
def test_no_body_brings_a_reader_down(said: Any, kind: str) -> None:
    try:
        found = alerts_in(kind, json.dumps(said).encode(), HOST, {"title": "t", "state": "state"})
    except UnreadableError:
        return
    assert all(alert.title and alert.fingerprint for alert in found)
