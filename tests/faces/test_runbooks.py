"""Runbooks on their pages: written, checked, published, tried dry, run on a case; runners' keys."""

import re

import pytest

from charterdesk.automation.models import Run, Runbook, Runner
from charterdesk.kit.wallclock import now
from tests.apps.automation.runbook_scene import (
    DISK,
    book_of_name,
    did,
    machine_case,
    published,
    server,
    started,
)
from tests.apps.cast import ada, admin, ben, charter
from tests.faces.desk_scene import case_of, eve
from tests.faces.visiting import Visit

APPROVED = DISK.replace("hand_over:", "approval: duty-manager\nhand_over:")


@pytest.fixture
def lead(visit: Visit) -> Visit:
    """Ben, who leads a team."""
    return visit.as_(ben())


def test_a_runbook_is_written_checked_and_published(lead: Visit) -> None:
    charter("handsfree", at=now())
    page = lead.get("/desk/runbooks/new/")
    assert not page.says("No charter has the role consultant.")
    assert page.says("runbook: disk-full", "There is no runner “plant”.", "It can be published.")
    form = page.form.to("/desk/runbooks/new/")
    broken = DISK.replace("checks:", "chekcs:")
    page = lead.post(form.action, **{**form.values, "text": broken, "act": "check"})
    assert page.says("Did you mean &#39;checks&#39;?", 'data-line="6"', "3 faults keep it")
    assert not Runbook.objects.exists()
    nobody = DISK.replace("consultant", "magician")
    page = lead.post(form.action, **{**form.values, "text": nobody, "act": "check"})
    assert page.says("No charter has the role magician.")
    page = lead.post(form.action, **{**form.values, "text": DISK, "act": "publish"})
    assert page.says("Version 1 is published.", "Version 1")
    assert lead.get("/desk/runbooks/").says("disk-full", "version 1, run by hand")


def test_a_draft_with_faults_is_kept_and_not_published(lead: Visit) -> None:
    broken = DISK.replace("checks:", "chekcs:")
    page = lead.post("/desk/runbooks/new/", text=broken, act="save", seen="0")
    assert page.says("The draft is saved.", "chekcs")
    seen = book_of_name("disk-full").edition
    page = lead.post("/desk/runbooks/disk-full/", text=broken, act="publish", seen=seen)
    assert page.status == 422
    assert page.says("The text has faults: mend them first.", "chekcs")
    assert not book_of_name("disk-full").versions.exists()


def test_of_two_who_write_nobody_loses_a_word(lead: Visit) -> None:
    published()
    seen = book_of_name("disk-full").edition
    lead.post("/desk/runbooks/disk-full/", text=f"{DISK}# mine\n", act="save", seen=seen)
    page = lead.post("/desk/runbooks/disk-full/", text=f"{DISK}# other\n", act="save", seen=seen)
    assert page.status == 422
    assert page.says("Somebody else has saved it meanwhile", "# mine", "# other")


def test_a_version_shows_what_it_changed(lead: Visit) -> None:
    published()
    text = DISK.replace("12%", "13%")
    seen = book_of_name("disk-full").edition
    lead.post("/desk/runbooks/disk-full/", text=text, act="publish", seen=seen, said="More room")
    page = lead.get("/desk/runbooks/disk-full/2/")
    assert page.says("More room", 'data-kind="gone"', 'data-kind="new"', "13%")
    assert lead.get("/desk/runbooks/disk-full/3/").status == 404


def test_who_leads_nobody_reads_and_writes_nothing(visit: Visit) -> None:
    published()
    visit.as_(ada())
    assert visit.get("/desk/runbooks/disk-full/").says("readonly")
    for url in ("/desk/runbooks/new/", "/desk/runbooks/disk-full/"):
        assert visit.post(url, text="x", act="save", seen="0").status == 403
    assert not book_of_name("disk-full").draft


def test_a_runbook_is_tried_dry_and_nothing_is_run(lead: Visit) -> None:
    case = machine_case()
    server(case, Host="db.customer.example")
    published(DISK.replace("hand_over:", "starts: [{type: server}]\nhand_over:"))
    page = lead.get(f"/desk/runbooks/disk-full/try/?case={case.number}")
    assert page.says(
        "/bin/df db.customer.example", "host = db.customer.example", "remedy “clean up”",
        "On this case it would begin by itself.", "There is no runner “plant”.",
    )  # fmt: skip
    assert not Run.objects.exists()
    assert lead.get("/desk/runbooks/disk-full/try/?case=INC9999").says("There is no such case")


def test_a_runbook_is_run_on_a_case_and_its_output_stands_there(visit: Visit) -> None:
    """R-HFN-13."""
    case = machine_case()
    published()
    visit.as_(ada())
    url = f"/desk/c/{case.number}/runbooks/"
    assert visit.get(f"/desk/c/{case.number}/").says("Run a runbook…", f"{url}part/")
    page = visit.fill(url, url, runbook="disk-full")
    assert page.says("disk-full, version 1", "under way", "waits for the runner plant")
    did("12% <b>left</b>")
    page = visit.get(url)
    assert page.says("as expected (0)", "12% &lt;b&gt;left&lt;/b&gt;", "done")
    assert visit.get(f"{url}part/").says("disk-full, version 1")
    assert visit.get(f"/desk/c/{case.number}/").says("Runbook disk-full, version 1, is over.")


def test_a_run_waits_for_who_has_the_role(visit: Visit) -> None:
    """R-HFN-12."""
    case = machine_case()
    run = started(case, published(APPROVED))
    url = f"/desk/c/{case.number}/runbooks/"
    visit.as_(ada())
    assert visit.get(url).says("duty-manager has to approve it first.")
    assert not visit.get(url).says("/approve/")
    page = visit.post(f"{url}{run.pk}/approve/")
    assert page.status == 422
    assert page.says("Only who has the role duty-manager may decide it.")
    assert visit.as_(ben()).fill(url, "/approve/").says("It is done.")
    assert did("12%") == "room is left"


def test_a_run_is_stopped_by_post_alone(visit: Visit) -> None:
    case = machine_case()
    run = started(case, published())
    visit.as_(ada())
    url = f"/desk/c/{case.number}/runbooks/"
    assert visit.get(f"{url}{run.pk}/stop/").status == 405
    assert visit.fill(url, "/stop/").says("Somebody has stopped it.")
    assert visit.post(f"{url}{run.pk}/dance/").status == 404


def test_who_may_not_see_the_case_sees_no_run(visit: Visit) -> None:
    case = machine_case()
    run = started(case, published())
    url = f"/desk/c/{case.number}/runbooks/"
    visit.as_(eve())
    assert visit.get(url).status == 404
    assert visit.post(url, runbook="disk-full").status == 404
    assert visit.post(f"{url}{run.pk}/stop/").status == 404
    other = case_of("handsfree", subject="Fan")
    assert visit.as_(ben()).post(f"/desk/c/{other.number}/runbooks/{run.pk}/stop/").status == 404


def test_a_runners_key_is_shown_once_and_only_to_an_administrator(visit: Visit) -> None:
    visit.as_(admin())
    page = visit.fill("/desk/runners/", "/desk/runners/", name="plant")
    found = re.search(r"plant\.[\w-]{43}", page.text)
    assert found
    assert found[0] not in visit.get("/desk/runners/").text
    assert found[0] not in str(Runner.objects.values_list())
    new = visit.fill("/desk/runners/", "/plant/key/")
    assert re.search(r"plant\.[\w-]{43}", new.text)
    assert visit.fill("/desk/runners/", "/plant/revoke/").says("its key is revoked")
    visit.as_(ben())
    assert visit.get("/desk/runners/").says("plant", "its key is revoked")
    for url in ("", "plant/key/", "plant/revoke/"):
        assert visit.post(f"/desk/runners/{url}", name="x").status == 403


@pytest.mark.parametrize("name", ["", "Plant", "a b", "-x", "x" * 61, "plant/../x"])
def test_a_runner_needs_a_name_that_runbooks_can_write(visit: Visit, name: str) -> None:
    page = visit.as_(admin()).post("/desk/runners/", name=name)
    assert page.status == 422
    assert not Runner.objects.exists()


def test_a_paused_runbook_begins_by_itself_no_more(lead: Visit) -> None:
    published(DISK.replace("hand_over:", "starts: [{subject: disk}]\nhand_over:"))
    seen = book_of_name("disk-full").edition
    page = lead.post("/desk/runbooks/disk-full/", text=DISK, act="pause", seen=seen)
    assert page.says("Let it begin by itself again")
    assert book_of_name("disk-full").paused_at
    assert lead.get("/desk/runbooks/").says("paused: by hand only")
    assert now() > (book_of_name("disk-full").paused_at or now())
