"""Requests of runbooks go by the desk's one way out, to named hosts alone (trust.md rule 5)."""

from collections.abc import Iterator

import pytest

from charterdesk.automation.models import Run, RunStep
from charterdesk.kit.wallclock import now
from charterdesk.worker.loops import work_off
from tests.apps.automation.runbook_scene import again, machine_case, published, started
from tests.apps.trackers.answering import Script, answering

pytestmark = pytest.mark.django_db
WEB = """\
runbook: web
for: Web servers that do not answer.
checks:
  - step: it answers
    http: {{get: "{url}/health"}}
    expect: {{contains: fine}}
"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A web server of the customer's that the operator has named."""
    with answering(Script({"GET /health": (200, "all is fine")})) as one:
        monkeypatch.setenv("CHARTERDESK_OUT_HOSTS", "http://127.0.0.1")
        monkeypatch.setenv("CHARTERDESK_OUT_NETWORKS", "127.0.0.0/8")
        yield one


def ran(server: Script) -> tuple[Run, RunStep]:
    """The runbook has run."""
    run = started(machine_case(), published(WEB.format(url=server.url)))
    work_off(now())
    return again(run), RunStep.objects.get()


def test_what_the_server_answers_is_judged_and_kept(server: Script) -> None:
    run, step = ran(server)
    assert (run.state, step.state, step.code) == (Run.State.DONE, RunStep.State.MET, 200)
    assert step.output == "all is fine"


def test_a_server_with_a_fault_is_not_as_expected(server: Script) -> None:
    server.answers = {"GET /health": (500, "fine?")}
    run, step = ran(server)
    assert (run.state, step.state, step.code) == (Run.State.HANDED_OVER, RunStep.State.UNMET, 500)


def test_a_server_that_is_away_is_not_as_expected(server: Script) -> None:
    server.port = 9
    run, step = ran(server)
    assert (run.state, step.state, step.code) == (Run.State.HANDED_OVER, RunStep.State.UNMET, None)


@pytest.mark.parametrize("setting", ["CHARTERDESK_OUT_HOSTS", "CHARTERDESK_OUT_NETWORKS"])
def test_where_nobody_has_named_it_nothing_is_sent(
    server: Script, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(setting)
    run, step = ran(server)
    assert (run.state, step.state) == (Run.State.HANDED_OVER, RunStep.State.FAILED)
    assert server.asked == []


def test_another_address_is_not_followed(server: Script) -> None:
    server.answers = {"GET /health": (302, "", {"Location": "http://169.254.169.254/"})}
    assert ran(server)[1].code == 302
