"""Simulating from the studio: asked in a form, done as a job, read as a page."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.engine.people import PeopleRota, read_people
from charterdesk.kit.wallclock import now
from charterdesk.oncall.models import Override, Rota, Shift
from charterdesk.studio.staffing import desk_people
from charterdesk.studio.titles import MOVE, SIMULATE
from charterdesk.studio.work import HANDLERS
from charterdesk.worker.jobs import claim_job, do_job
from charterdesk.worker.models import Job
from tests.apps.cast import ada, admin, ben, charter
from tests.faces.desk_scene import ago, case_of, eve, replied, staffed
from tests.faces.visiting import Answer, Visit

URL = "/manage/charter/roxen/"
LOG = """\
number,opened,priority,channel,answered
A-1,2026-06-15 08:00,critical,phone,2026-06-15 08:40
"""


@pytest.fixture
def roxen(visit: Visit) -> Visit:
    """An administrator before a desk with two cases of roxen, and a stricter draft of it."""
    arrival = staffed("roxen")
    answered = case_of(subject="Fire", priority="critical", minutes_ago=30, arrival=arrival)
    replied(answered, ada(), "We look at it.")
    case_of(subject="Wish", priority="normal", minutes_ago=50, arrival=arrival)
    visit.as_(admin())
    visit.fill(URL, "begin/")
    text = visit.get(f"{URL}write/").form.to("write/").values["text"]
    # Without a closed day more than a year ahead there would be a warning to accept first.
    ahead = text.replace("2028-12-26]", f"2028-12-26, {now().year + 3}-01-01]", 1)
    stricter = ahead.replace("response: 1h", "response: 10m", 1)
    visit.post(f"{URL}write/", text=stricter, seen="1", act="save")
    return visit


def done(visit: Visit) -> Answer:
    """The page of the job, after a worker did it."""
    job = claim_job(now())
    assert job is not None
    do_job(job, HANDLERS)
    return visit.get(f"/manage/jobs/{job.pk}/")


def test_the_draft_is_simulated_over_the_desks_own_cases(roxen: Visit) -> None:
    page = roxen.fill(f"{URL}simulate/", "simulate/")
    assert page.says("Simulate “roxen”: the draft beside version 1", "as soon as a worker is free")
    page = done(roxen)
    assert page.says("Promises kept and missed")
    assert page.says("Under the draft 1 of 2 promises are missed (50 %).")
    assert page.says("Under version 1 all 2 promises that could be judged are kept.")
    numbers = Case.objects.values_list("number", flat=True)
    assert any(f"/desk/c/{number}/" in page.text for number in numbers)


def test_notices_of_the_desks_own_cases_go_to_its_own_people_and_rotas(roxen: Visit) -> None:
    rota = Rota.objects.create(charter="roxen", name="out-of-hours", zone="Europe/Stockholm")
    on_shift = eve()
    Person.objects.filter(pk=on_shift.pk).update(phone="+46 70 000 00 09")
    Shift.objects.create(rota=rota, person=on_shift, since=now() - ago(90), until=now() + ago(60))
    roxen.fill(f"{URL}simulate/", "simulate/")
    page = done(roxen)
    assert page.says("Roles are filled as on this desk today", "Ben Dahl", "Eve Else")
    assert not page.says("Without a people file")


def test_who_stands_in_for_a_rota_is_told_in_place_of_the_shift(roxen: Visit) -> None:
    rota = Rota.objects.create(charter="roxen", name="out-of-hours", zone="Europe/Stockholm")
    stretch = {"since": now() - ago(90), "until": now() + ago(60)}
    Shift.objects.create(rota=rota, person=ben(), **stretch)
    for person in (ada(), eve()):
        Override.objects.create(rota=rota, charter="roxen", person=person, made_at=now(), **stretch)
    charters = (charter("roxen"),)
    file = desk_people(admin(), charters, now() - ago(60 * 24), now())
    people = PeopleRota(charters[0], read_people(file.data, file.name, charters[0]))
    for moment in (now() - ago(80), now() - ago(1)):
        assert people.on_duty("duty-engineer", moment, "") == ("Eve Else",)
    assert people.on_duty("duty-engineer", now() - ago(100), "") == ("Ben Dahl",)
    assert not people.can_be_reached("Eve Else", "phone")


def test_a_role_that_only_one_of_the_texts_has_stops_no_simulation(roxen: Visit) -> None:
    text = roxen.get(f"{URL}write/").form.to("write/").values["text"]
    more = text.replace("roles:\n", "roles:\n  director: {is: person}\n", 1)
    more = more.replace("rota out-of-hours", "rota nights", 1)
    roxen.post(f"{URL}write/", text=more, seen="2", act="save")
    roxen.fill(f"{URL}simulate/", "simulate/")
    assert done(roxen).says("Promises kept and missed", "Ben Dahl")


def test_a_log_is_simulated_and_its_report_kept_as_a_file(roxen: Visit) -> None:
    log = SimpleUploadedFile("june.csv", LOG.encode())
    form = roxen.get(f"{URL}simulate/").form.to("simulate/")
    roxen.post(f"{URL}simulate/", **{**form.values, "source": "log", "log": log})
    page = done(roxen)
    assert page.says("june.csv", "1 of 1 lines used")
    report = roxen.get(f"/manage/jobs/{Job.objects.get().pk}/report/")
    assert report.status == 200
    assert "attachment" in report.headers["Content-Disposition"]


def test_a_log_that_can_not_be_used_is_said_in_a_sentence(roxen: Visit) -> None:
    log = SimpleUploadedFile("june.csv", b"a,b\n1,2\n")
    form = roxen.get(f"{URL}simulate/").form.to("simulate/")
    roxen.post(f"{URL}simulate/", **{**form.values, "source": "log", "log": log})
    page = done(roxen)
    assert page.says("Failed")
    assert Job.objects.get().error in page.text.replace("&#39;", "'")
    assert Job.objects.get().error


@pytest.mark.parametrize("source", ["log", "load"])
def test_a_file_that_is_missing_is_asked_for(roxen: Visit, source: str) -> None:
    page = roxen.fill(f"{URL}simulate/", "simulate/", source=source)
    assert page.status == 422
    assert page.says("Choose the file.")
    assert not Job.objects.exists()


def test_a_text_that_can_not_be_read_is_not_simulated(roxen: Visit) -> None:
    roxen.post(f"{URL}write/", text="charter: [", seen="2", act="save")
    page = roxen.fill(f"{URL}simulate/", "simulate/")
    assert page.status == 422
    assert page.says("mend it first")


def test_only_administrators_simulate_and_see_its_result(roxen: Visit) -> None:
    roxen.fill(f"{URL}simulate/", "simulate/")
    page = done(roxen)
    job = Job.objects.get(kind=SIMULATE)
    agent = Visit(roxen.client).as_(ada())
    assert page.status == 200
    assert agent.post(f"{URL}simulate/", of="draft").status == 403
    assert not agent.get(f"{URL}simulate/").says("Over which cases")
    for address in ("", "report/"):
        assert agent.get(f"/manage/jobs/{job.pk}/{address}").status == 404
    assert agent.post(f"/manage/jobs/{job.pk}/cancel/").status == 404
    assert not agent.get("/manage/jobs/").says("Simulate “roxen”")


def test_a_job_is_cancelled_from_its_page(roxen: Visit) -> None:
    page = roxen.fill(f"{URL}simulate/", "simulate/")
    page = roxen.fill(page.url, "cancel/")
    assert page.says("Cancelled")
    assert claim_job(now()) is None


def test_a_running_job_shows_how_far_it_is(roxen: Visit) -> None:
    page = roxen.fill(f"{URL}simulate/", "simulate/")
    Job.objects.update(
        started_at=now() - timedelta(seconds=41), heartbeat_at=now(), done=412, total=1000
    )
    page = roxen.get(page.url)
    assert page.says('value="412" max="1000"', "412 of 1\N{NARROW NO-BREAK SPACE}000", "left")


def test_open_cases_move_to_the_new_version_each_by_an_event(roxen: Visit) -> None:
    form = roxen.get(f"{URL}publish/").form.to("publish/")
    page = roxen.post(f"{URL}publish/", **{**form.values, "cases": "move"})
    assert page.says("Version 2 is published"), page.text
    page = done(roxen)
    assert page.says("Moved", "Done")
    assert set(Case.objects.values_list("charter_version", flat=True)) == {2}
    assert Job.objects.get(kind=MOVE).result["failures"] == []


def test_open_cases_stay_where_nobody_asked_for_more(roxen: Visit) -> None:
    roxen.fill(f"{URL}publish/", "publish/")
    assert not Job.objects.exists()
    assert set(Case.objects.values_list("charter_version", flat=True)) == {1}


def test_a_case_that_the_version_can_not_take_stays_and_says_why(roxen: Visit) -> None:
    text = roxen.get(f"{URL}write/").form.to("write/").values["text"]
    renamed = text.replace("critical", "burning")
    roxen.post(f"{URL}write/", text=renamed, seen="2", act="save")
    form = roxen.get(f"{URL}publish/").form.to("publish/")
    page = roxen.post(f"{URL}publish/", **{**form.values, "cases": "move"})
    assert page.says("is published"), page.text
    page = done(roxen)
    assert page.says("What was left, and why", "priority critical")
    assert sorted(Case.objects.values_list("charter_version", flat=True)) == [1, 2]


def test_a_real_case_is_explained_under_the_draft(roxen: Visit) -> None:
    case = Case.objects.get(subject="Fire")
    page = roxen.get(f"{URL}explain/?case={case.number}")
    assert page.says("priority critical", "10m", "<svg")
    assert roxen.get(f"{URL}explain/?case=NO-1").says("There is no such case")


def test_a_what_if_answers_in_the_words_of_the_form(roxen: Visit) -> None:
    page = roxen.get(f"{URL}explain/?of=v1&channel=phone&priority=critical&at=2026-11-27T17:50")
    assert page.says("priority critical", "Fri 27 Nov, 17:50")
    picture = roxen.get(f"{URL}preview/?of=v1&channel=phone&priority=critical")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert roxen.get(f"{URL}explain/?channel=nowhere").status == 200


def test_a_what_if_in_the_night_of_changing_clocks_is_drawn(roxen: Visit) -> None:
    page = roxen.get(f"{URL}explain/?of=v1&channel=phone&priority=critical&at=2026-03-29T02:30")
    assert page.says("Sun 29 Mar, 03:30 CEST", "<svg")


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_what_if_of_another_age_is_refused_beside_the_field(roxen: Visit, at: str) -> None:
    page = roxen.get(f"{URL}explain/?of=v1&channel=phone&at={at}")
    assert page.status == 200
    assert page.says("Choose a moment between the years")
    started = roxen.fill(f"{URL}publish/", "publish/", start="at", starts_at=at)
    assert started.status == 422
    assert started.says("Choose a moment between the years")


def test_a_reader_of_another_language_reads_jobs_and_results_in_it(roxen: Visit) -> None:
    roxen.fill(f"{URL}simulate/", "simulate/")
    Person.objects.filter(pk=admin().pk).update(language="ru")
    page = done(roxen)
    assert page.says("черновик", "нарушено 1 из 2")
    assert not page.says("the draft")
    assert not roxen.get("/manage/jobs/").says("Simulate")
    assert roxen.get(f"{URL}explain/").says("В вашем часовом поясе")


def test_a_log_is_read_by_a_map_file_and_judged_under_a_contract(visit: Visit) -> None:
    charter("handsfree")
    visit.as_(admin())
    url = "/manage/charter/handsfree/simulate/"
    form = visit.get(url).form.to("simulate/")
    log = "nr;wann;antwort;i;u\nA-1;2026-06-15 08:00;2026-06-15 08:40;high;high\n"
    named = "number: nr, opened: wann, answered: antwort, impact: i, urgency: u"
    columns = f"map: theirs\ncolumns: {{{named}}}\n"
    visit.post(url, **{
        **form.values, "source": "log", "contract": "example-gold",
        "log": SimpleUploadedFile("juni.csv", log.encode()),
        "map_file": SimpleUploadedFile("theirs.yaml", columns.encode()),
    })  # fmt: skip
    page = done(visit)
    assert page.says("juni.csv: 1 of 1 lines used", "Under version 1 1 of 1 promise is missed")
    assert visit.get(f"{URL}simulate/").status == 404
