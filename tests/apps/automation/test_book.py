"""The language of runbooks: what is read, and the sentences about what can't be."""

import pytest

from charterdesk.automation.book import Command, Http, Script, Then, read_runbook
from charterdesk.automation.book.kinds import KINDS, fits
from charterdesk.automation.book.placeholders import filled
from charterdesk.automation.filling import request_of, work_of
from charterdesk.engine.charter.faults import CharterErrors
from tests.apps.automation.runbook_scene import DISK

WEB = """\
runbook: web
for: Web servers that do not answer.
parameters:
  host: {from: asset place, as: host}
  title: {from: case subject, as: text}
checks:
  - step: it answers
    http: {post: "https://{host}/health?of={title}", json: {about: "{title}"}}
    expect: {status: [200, 204], contains: ok, lacks: error}
  - step: its log
    on: plant
    script: {by: sh, text: "tail $RUNBOOK_HOST {not_a_name}"}
    within: 2m
"""


def faults(text: str) -> str:
    """Every fault with its place."""
    with pytest.raises(CharterErrors) as caught:
        read_runbook(text, "x")
    return str(caught.value)


def test_a_runbook_is_read_with_what_is_usual_where_nothing_is_said() -> None:
    book = read_runbook(DISK, "x")
    check, remedy = book.steps
    assert (check.way, check.unmet) == (
        Command(("/bin/df", "{host}")),
        Then("remedy", "clean up"),
    )
    assert (remedy.met, remedy.unmet, remedy.again) == (
        Then("check again"),
        Then("hand over"),
        False,
    )


def test_a_request_and_a_script_are_read() -> None:
    web, log = read_runbook(WEB, "x").checks
    assert isinstance(web.way, Http)
    assert web.expected.status == (200, 204)
    assert isinstance(log.way, Script)
    assert log.within.total_seconds() == 120


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("checks:", "chekcs:", "x:6:1: error: 'chekcs' is not a key of a runbook. Did you mean"),
        ("{host}\"]", "{hots}\"]", "'hots' is no parameter of this runbook. Did you mean 'host'?"),
        ("remedy clean up", "remedy cleanup", "'cleanup' is not a remedy of this runbook."),
        ("[/bin/df,", "[df,", "A command begins with the full path of its program."),
        ("[/bin/df,", "['{host}',", "A command begins with the full path of its program."),
        ("on: plant\n    command: [/b", "command: [/b", "It is not said where this step runs."),
        ("then: done", "then: dance", "'dance' is not what can follow here."),
        ("runbook: disk-full", "runbook: Disk full", "is no name of a runbook."),
        ("as: host", "as: hots", "'hots' is not a look of a value. Did you mean 'host'?"),
        ("asset own Host", "asset plaec", "Did you mean 'asset place'?"),
        ("server.customer.example", "'-rf'", "is no host."),
        ("    else: remedy clean up\n", "", "No step leads to the remedy 'clean up'."),
        ("then: done", "within: 3h", "This step may take at most"),
        ("then: done", "again: always", "is not how a step may be done again."),
        ("{contains: \"12%\"}", "{status: 200}", "A program has no status."),
        ("step: clean up", "step: room is left", "Two steps are called 'room is left'."),
        ("then: done", "http: {get: 'https://a.example/'}", "A step has one of"),
        ("for: Servers", "fro: Servers", "`for` is missing"),
        ("hand_over:", "starts: [{}]\nhand_over:", "holds for every case that a machine opens."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, said: str) -> None:
    assert old in DISK
    assert said in faults(DISK.replace(old, new, 1))


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "https:///x", "https://u:p@a.example/", "a.example", "https://[/"]
)
def test_an_address_that_can_not_be_asked_is_refused(url: str) -> None:
    text = WEB.replace("https://{host}/health?of={title}", url)
    assert "is no address that can be asked." in faults(text)


def test_values_are_quoted_for_where_they_go_and_a_script_is_left_as_it_is() -> None:
    web, log = read_runbook(WEB, "x").checks
    values = {"host": "a.example", "title": 'Disk "full" & ?x={host}'}
    assert isinstance(web.way, Http)
    asked = request_of(web.way, values)
    assert asked.url == "https://a.example/health?of=Disk%20%22full%22%20%26%20%3Fx%3D%7Bhost%7D"
    assert asked.body == b'{"about": "Disk \\"full\\" & ?x={host}"}'
    work = work_of(log, values)
    assert work["text"] == "tail $RUNBOOK_HOST {not_a_name}"
    assert work["environment"]["RUNBOOK_TITLE"] == values["title"]


def test_a_value_stays_one_argument_whatever_it_holds() -> None:
    check = read_runbook(DISK, "x").checks[0]
    assert work_of(check, {"host": "a; reboot {host}"})["argv"] == ["/bin/df", "a; reboot {host}"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", ["", "-x", "--now", "a\0b", "a\nb", "x" * 501, "../x", "/a/../b"])
def test_no_kind_takes_an_option_a_line_or_a_way_upwards(kind: str, value: str) -> None:
    assert not (fits(kind, value) and (kind == "path" or value != "../x"))


def test_braces_around_anything_but_a_name_are_left() -> None:
    assert filled("awk '{print $1}' {x}", lambda name: name.upper()) == "awk '{print $1}' X"


@pytest.mark.parametrize(
    "text", ["", "[]", "runbook: [a]", "a: &b c", "\t", "checks: 1\nrunbook: x"]
)
def test_whatever_stands_in_the_text_it_ends_in_sentences(text: str) -> None:
    assert "x:" in faults(text)
