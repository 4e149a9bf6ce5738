"""Trackers that can't be installed here: each against answers written after its documentation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from charterdesk.trackers.kinds import Tracker
from charterdesk.trackers.values import NoSuchBug, TrackerAway, TrackerRefuses
from tests.apps.trackers.answering import Script, answering
from tests.apps.trackers.desk import settings_for, tracker

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.yaml"))
MARK = "T-1/0123456789ab"


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What one kind answers, and what is to come of it."""
    said: dict[str, Any] = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    return said


@pytest.fixture
def script(sample: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    with answering(Script(_statuses(sample["answers"]))) as one:
        settings_for(monkeypatch, url=one.url, **sample["place"])
        yield one


def _statuses(answers: dict[str, Any]) -> dict[str, Any]:
    """YAML has no pairs: a list that begins with a status is one."""
    return {
        path: tuple(said) if isinstance(said, list) and said and isinstance(said[0], int) else said
        for path, said in answers.items()
    }


def test_a_bug_is_raised_with_its_title_and_text(script: Script, sample: dict[str, Any]) -> None:
    assert tracker().raise_bug("It falls over", "On every start.") == sample["number"]
    sent = script.said("POST")
    assert sample["title_key"] in sent
    assert "It falls over" in str(sent)
    assert "On every start." in str(sent)
    headers = script.asked[-1][2]
    assert {name: headers[name] for name in sample["header"]} == sample["header"]


def test_a_bug_is_found_again_by_its_mark(script: Script, sample: dict[str, Any]) -> None:
    assert tracker().find(MARK) == sample["number"]


def test_a_bug_nobody_raised_is_not_found(script: Script, sample: dict[str, Any]) -> None:
    searched = {path: said for path, said in script.answers.items() if "?" in path}
    searched |= {path: said for path, said in script.answers.items() if path.endswith("/search")}
    script.answers = {path: _without_rows(said) for path, said in searched.items()}
    assert tracker().find(MARK) is None


def _without_rows(said: Any) -> Any:
    return [] if isinstance(said, list) else {key: [] for key in said}


def test_a_bug_is_read_with_its_state_and_page(script: Script, sample: dict[str, Any]) -> None:
    ticket = tracker().ticket(sample["number"])
    assert (ticket.title, ticket.status, ticket.closed) == ("Found a bug", sample["status"], False)
    assert tracker().address(ticket.number) == f"{script.url}{sample['page']}"


def test_a_closed_bug_is_closed_and_marked_as_changed(
    script: Script, sample: dict[str, Any]
) -> None:
    before = tracker().ticket(sample["number"])
    script.answers = {**script.answers, **sample["closed"]}
    after = tracker().ticket(sample["number"])
    assert (after.closed, after.status) == (True, sample["closed_status"])
    assert after.changed != before.changed


def test_comments_come_oldest_first_with_their_authors(
    script: Script, sample: dict[str, Any]
) -> None:
    found = tracker().remarks(sample["number"])
    assert [[one.ref, one.author, one.text] for one in found] == sample["remarks"]


def test_a_comment_is_written(script: Script, sample: dict[str, Any]) -> None:
    tracker().write(sample["number"], "Waits for it.")
    assert "Waits for it." in str(script.asked[-1][3])


def test_numbers_are_known_bare_as_labels_and_as_addresses(
    script: Script, sample: dict[str, Any]
) -> None:
    one, number = tracker(), sample["number"]
    for typed in (number, f" {number} ", one.label(number), one.address(number)):
        assert one.number_in(typed) == number
    for typed in ("", "soon", "-1", "1" * 40, f"https://elsewhere.example{sample['page']}"):
        assert one.number_in(typed) is None


def every_way(one: Tracker, number: str) -> list[Any]:
    """Every call that the tracker knows."""
    return [
        lambda: one.raise_bug("a", "b"), lambda: one.find(MARK), lambda: one.ticket(number),
        lambda: one.remarks(number), lambda: one.write(number, "x"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((500, "boom"), TrackerAway),
        ((429, "{}"), TrackerAway),
        ((401, '{"message": "hush is wrong"}'), TrackerAway),
        ((404, "{}"), NoSuchBug),
        ((422, '{"errors": ["title hush"]}'), TrackerRefuses),
        ((302, "", {"Location": "http://169.254.169.254/"}), TrackerRefuses),
    ],
)
def test_every_call_says_what_is_wrong_and_never_the_secret(
    script: Script, sample: dict[str, Any], answer: Any, fault: type[Exception]
) -> None:
    script.answers = dict.fromkeys(("GET /", "POST /", "PUT /"), answer)
    for call in every_way(tracker(), sample["number"]):
        with pytest.raises(fault, match="bugs answered") as raised:
            call()
        assert "hush" not in str(raised.value)


BAD = (
    "<html>", "[]", "{}", "null", "7", "[7]", '{"id": {}}', "[" * 90000, '[{"id": "x"}]',
    '{"number": [], "iid": {}, "key": 5, "bugs": [7], "issue": [], "comments": -1}',
)  # fmt: skip


@pytest.mark.parametrize("body", BAD)
def test_what_is_no_answer_of_such_a_tracker_is_a_fault_and_never_a_crash(
    script: Script, sample: dict[str, Any], body: str
) -> None:
    script.answers = {"GET /": (200, body)}
    with pytest.raises((TrackerAway, TrackerRefuses)):
        tracker().ticket(sample["number"])
    try:
        found = tracker().remarks(sample["number"])
    except (TrackerAway, TrackerRefuses):
        found = ()
    assert found == ()


def test_a_tracker_that_speaks_of_another_bug_is_not_believed(
    script: Script, sample: dict[str, Any]
) -> None:
    other = yaml.safe_dump({"said": dict(script.answers)}).replace(sample["number"], "PBX-999")
    path, said = next(
        (path, said)
        for path, said in yaml.safe_load(other)["said"].items()
        if path.startswith("GET") and "PBX-999" in path and "comment" not in path
    )
    script.answers = {path.replace("PBX-999", sample["number"]): said}
    with pytest.raises(NoSuchBug, match="PBX-999"):
        tracker().ticket(sample["number"])
