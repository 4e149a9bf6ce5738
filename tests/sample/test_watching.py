"""The sample's watch: a line to type sends an alert, and a runbook looks first, by itself."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from charterdesk.alerts.commands import revoke_source
from charterdesk.alerts.keys import source_by_key
from charterdesk.alerts.models import AlertSource
from charterdesk.automation.commands.keys import runner_with
from charterdesk.automation.commands.running import approve_run
from charterdesk.automation.filling import work_of
from charterdesk.automation.handing import give_step
from charterdesk.automation.models import Run, Runbook, RunbookVersion, Runner
from charterdesk.automation.shelf import book_of, newest_version
from charterdesk.kit.wallclock import now
from charterdesk.runner.allowing import read_allowed
from charterdesk.runner.line import read_key
from charterdesk.runner.performing import checked
from charterdesk.sample.watching import FIRM, RUNNER, SOURCE, hand_out_keys, set_up_watch
from charterdesk.worker.loops import work_off
from tests.apps.alerts.scene import delivered
from tests.apps.cast import admin, charter, organisation
from tests.apps.trackers.answering import Script, answering

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A desk of the sample's customer, which answers that it is well."""
    charter("handsfree", at=now())
    organisation(FIRM)
    with answering(Script({"GET /healthz": (200, "ok")})) as one:
        monkeypatch.setenv("CHARTERDESK_OUT_HOSTS", "http://127.0.0.1")
        monkeypatch.setenv("CHARTERDESK_OUT_NETWORKS", "127.0.0.0/8")
        monkeypatch.setattr(settings, "SITE", one.url)
        set_up_watch(by=admin(), at=now())
        yield one


def test_an_alert_becomes_a_case_whose_first_check_is_done_before_anybody_looks(
    site: Script, tmp_path: Path
) -> None:
    """R-HFN-10, R-HFN-13."""
    work_off(now())
    words = shlex.split(hand_out_keys(directory=tmp_path, by=admin(), at=now()).alert)
    source = source_by_key(SOURCE, words[2].removeprefix("Authorization: Bearer "), now())
    assert source is not None
    assert words[-1] == f"{site.url}/in/alerts/{SOURCE}/"
    delivered(source, words[4].encode(), now())
    work_off(now())
    run = Run.objects.get()
    assert (run.case.subject, run.case.organisation) == ("The disks are full", organisation(FIRM))
    assert (run.state, run.asks) == (Run.State.ASKED, "the disks have room")
    assert run.steps.get().output == "ok"
    assert approve_run(run=run, by=admin(), at=now()) is None
    row = give_step(RUNNER, now())
    assert row is not None
    assert row.name == "the disks have room"


def test_the_runner_that_is_printed_has_its_key_and_may_do_every_step(
    site: Script, tmp_path: Path
) -> None:
    words = shlex.split(hand_out_keys(directory=tmp_path, by=admin(), at=now()).runner)
    named = dict(zip(words[2::2], words[3::2], strict=True))
    assert named["--desk"] == site.url
    runner = runner_with(read_key(Path(named["--key-file"])))
    assert runner == Runner.objects.get(name=RUNNER)
    allowed = read_allowed(Path(named["--allow"]))
    book = book_of(newest_version(Runbook.objects.get()) or RunbookVersion())
    assert book is not None
    programs = [checked(work_of(step, {}), allowed).program.path for step in book.steps[1:]]
    assert programs == ["/bin/df", "/bin/echo"]


def test_each_start_hands_out_new_keys_and_none_for_what_was_ended(
    site: Script, tmp_path: Path
) -> None:
    first, second = (hand_out_keys(directory=tmp_path, by=admin(), at=now()) for _ in range(2))
    assert first.alert != second.alert
    revoke_source(source=AlertSource.objects.get(), by=admin(), at=now())
    third = hand_out_keys(directory=tmp_path, by=admin(), at=now())
    assert (third.alert, bool(third.runner)) == ("", True)
