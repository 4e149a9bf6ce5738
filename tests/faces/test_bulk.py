"""Acts on many cases: ticked ones at once, all of a list as a job, each told what became of it."""

import re
from datetime import timedelta

import pytest

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Membership, Person
from charterdesk.cases.commands import stop_watching, watch_case
from charterdesk.cases.models import Case, CaseEvent, Watch
from charterdesk.desk import bulk_work
from charterdesk.desk.bulk_work import BULK_WORK
from charterdesk.kit.wallclock import now
from charterdesk.lists.commands.bulk import do_some
from charterdesk.lists.models import BulkAct, BulkItem
from charterdesk.oncall.models import RoleAssignment
from charterdesk.worker.commands import cancel_job
from charterdesk.worker.jobs import claim_job, do_job
from charterdesk.worker.models import Job
from tests.apps.cast import ada, admin, ben, charter
from tests.faces.desk_scene import case_of, eve, owned, staffed
from tests.faces.visiting import Answer, Visit


def several(count: int, priority: str = "low") -> list[Case]:
    """So many cases of one customer."""
    arrival = staffed("roxen")
    return [
        case_of(subject=f"No {number}", priority=priority, arrival=arrival)
        for number in range(count)
    ]


def ticked(visit: Visit, cases: list[Case], **data: object) -> Answer:
    """The list's form, sent for these cases."""
    refs = [case.number for case in cases]
    return visit.post("/desk/bulk/", back="/desk/q/open/", ref=refs, **data)


def _first_role() -> str:
    """A role whose people may own cases."""
    return charter("roxen", at=now()).tiers[0].roles[0]


def watches(person: Person) -> set[tuple[int, str]]:
    """The cases that somebody watches or has stopped watching."""
    return set(Watch.objects.filter(person=person).values_list("case", "state"))


def worked_off() -> None:
    """The jobs that wait, done in this process."""
    while job := claim_job(now()):
        do_job(job, BULK_WORK)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three cases are too many for one request."""
    monkeypatch.setattr(bulk_work, "AT_ONCE", 2)


def test_ticked_cases_wait_together_and_go_on_together(visit: Visit) -> None:
    cases = several(2)
    page = ticked(visit, cases, act="status", status="supplier")
    assert page.says("2 done, 0 left as they were, 0 refused")
    assert set(Case.objects.values_list("status", "waiting_on")) == {("waiting", "supplier")}
    back = ticked(visit, cases, act="status", status="active")
    assert back.says("Set active", "2 done")
    assert set(Case.objects.values_list("status", flat=True)) == {"active"}


def test_an_undo_brings_back_each_ones_own_former_state(visit: Visit) -> None:
    mine, his, free = several(3)
    owned(mine, ada())
    owned(his, ben())
    page = ticked(visit, [mine, his, free], act="assign", owner="ada")
    assert page.says("2 done, 1 left as they were, 0 refused")
    undo = page.form.to("/undo/")
    back = visit.post(undo.action)
    assert back.says("Undo: Assign to Ada Ek", "1 done, 0 left as they were, 1 refused")
    assert back.says("Nobody owned it before, and a case does not lose its owner.")
    his.refresh_from_db()
    assert his.owner == ben()
    assert "/undo/" not in visit.get(page.url).text


def test_an_undo_leaves_alone_what_somebody_else_did_since(visit: Visit) -> None:
    case = owned(several(1)[0], ada())
    page = ticked(visit, [case], act="assign", owner="ben")
    RoleAssignment.objects.create(charter="roxen", role=_first_role(), person=eve(), position=9)
    owned(case, eve())
    back = visit.post(page.form.to("/undo/").action)
    assert back.says("It was given to somebody else since.")
    case.refresh_from_db()
    assert case.owner == eve()


def test_many_are_watched_and_an_undo_leaves_each_as_it_was(visit: Visit) -> None:
    new, watched, stopped = several(3)
    watch_case(case=watched, by=ada(), at=now())
    stop_watching(case=stopped, by=ada(), at=now())
    page = ticked(visit, [new, watched, stopped], act="watch")
    assert page.says("<h1>Watch</h1>", "2 done, 1 left as they were", "You watched it already.")
    assert watches(ada()) == {(new.pk, "watching"), (watched.pk, "watching"),
                              (stopped.pk, "watching")}  # fmt: skip
    assert visit.post(page.form.to("/undo/").action).says("2 done", "You watch it no more.")
    assert watches(ada()) == {(watched.pk, "watching"), (stopped.pk, "stopped")}
    page = ticked(visit, [new, watched], act="unwatch")
    assert page.says("1 done, 1 left as they were", "You did not watch it.")
    assert visit.post(page.form.to("/undo/").action).says("Undo: Stop watching", "1 done")
    assert watches(ada()) == {(watched.pk, "watching"), (stopped.pk, "stopped")}


def test_a_list_of_what_one_watches_offers_to_stop_that(visit: Visit) -> None:
    case = several(1)[0]
    ticked(visit, [case], act="watch")
    assert 'value="watch"' in visit.get("/desk/q/open/").text
    listed = visit.get("/desk/q/open/?watcher=me").text
    assert 'value="unwatch"' in listed
    assert 'value="watch"' not in listed


def test_an_undone_watch_stays_where_one_has_answered_since(visit: Visit) -> None:
    case = several(1)[0]
    page = ticked(visit, [case], act="watch")
    Watch.objects.update(took_part=True)
    back = visit.post(page.form.to("/undo/").action)
    assert back.says("You have answered on it since, so you go on watching it.")
    assert watches(ada()) == {(case.pk, "watching")}


def test_two_ticked_cases_are_laid_side_by_side_to_be_merged(visit: Visit) -> None:
    one, other = several(2)
    page = ticked(visit, [one, other], act="merge")
    assert f"/desk/c/{one.number}/merge/" in page.url
    assert page.says(one.number, other.number, "Merge")


def test_all_cases_of_a_list_take_a_second_look(visit: Visit) -> None:
    several(3)
    page = visit.post(
        "/desk/bulk/", back="/desk/q/open/?priority=low", act="assign", owner="ben", whole="on"
    )
    assert page.says("This is done to all 3 cases of the list.", "Do it to 3 cases")
    assert not Case.objects.exclude(owner=None).exists()
    form = page.form.to("/desk/bulk/")
    done = visit.post(form.action, **form.values)
    assert done.says("3 done, 0 left as they were, 0 refused")
    again = visit.post(form.action, **form.values)
    assert again.url == done.url
    assert BulkAct.objects.count() == 1


def test_all_of_a_saved_view_are_those_of_the_view(visit: Visit) -> None:
    low, high = several(1)[0], several(1, "critical")[0]
    view = visit.fill("/desk/views/new/?base=all&priority=low", "views/new/", name="Wishes").url
    page = visit.post("/desk/bulk/", back=view, act="assign", owner="ben", whole="on")
    form = page.form.to("/desk/bulk/")
    visit.post(form.action, **form.values)
    assert list(Case.objects.filter(owner=ben())) == [low]
    assert Case.objects.get(pk=high.pk).owner is None


def test_many_are_a_workers_and_its_page_shows_how_far(visit: Visit, small: None) -> None:
    cases = several(3)
    page = ticked(visit, cases, act="assign", owner="ben")
    assert page.says("<progress", 'value="0" max="3"', "You may leave this page")
    assert not Case.objects.filter(owner=ben()).exists()
    worked_off()
    assert visit.get(page.url).says("3 done, 0 left as they were, 0 refused")
    assert Job.objects.get().outcome == "done"
    assert visit.get(f"/manage/jobs/{Job.objects.get().pk}/").says(page.url)


def test_an_act_that_did_not_come_to_its_end_is_news_as_well(visit: Visit, small: None) -> None:
    page = ticked(visit, several(3), act="assign", owner="ben")
    job = Job.objects.get()
    cancel_job(job=job, by=ada(), at=now())
    assert visit.get("/desk/news/").says(page.url, "It stopped after 0 of 3.")
    visit.post("/desk/news/read/", until=0, ended=now().isoformat())
    assert not visit.get("/desk/news/").says(page.url)
    visit.fill(page.url, "/again/")
    for _attempt in range(3):
        claim_job(now())
        Job.objects.filter(outcome="").update(heartbeat_at=now() - timedelta(minutes=1))
    assert Job.objects.latest("pk").outcome == "failed"
    assert visit.get("/desk/news/").says(page.url, "It stopped after 0 of 3.")


def test_an_act_that_a_worker_ended_is_news_until_its_result_was_seen(
    visit: Visit, small: None
) -> None:
    page = ticked(visit, several(3), act="assign", owner="ben")
    assert not visit.get("/desk/news/").says(page.url)
    worked_off()
    news = visit.get("/desk/news/")
    assert news.says(page.url, "Assign to Ben Dahl", "3 done, 0 left as they were, 0 refused")
    assert 'data-count="news">1<' in news.text
    assert not visit.as_(admin()).get("/desk/news/").says(page.url)
    visit.get(page.url)
    visit.as_(ada()).get(page.url)
    seen = visit.get("/desk/news/")
    assert not seen.says(page.url)
    assert 'data-count="news">0<' in seen.text


def test_all_that_ended_is_marked_as_read_and_what_ends_later_is_not(
    visit: Visit, small: None
) -> None:
    cases = several(3)
    first = ticked(visit, cases, act="assign", owner="ben")
    worked_off()
    form = visit.get("/desk/news/").form.to("/read/")
    later = ticked(visit, cases, act="status", status="supplier")
    worked_off()
    visit.post(form.action, **form.values)
    news = visit.get("/desk/news/")
    assert news.says(later.url)
    assert not news.says(f'{first.url}"')


def test_whoever_asked_cancels_it_and_lets_it_go_on(visit: Visit, small: None) -> None:
    cases = several(3)
    page = ticked(visit, cases, act="assign", owner="ben")
    stopped = visit.post(page.form.to("/cancel/").action)
    assert stopped.says("It stopped after 0 of 3. What is done stays done.", "not begun")
    visit.post(stopped.form.to("/again/").action)
    worked_off()
    assert visit.get(page.url).says("3 done")


def test_what_was_refused_is_tried_again(visit: Visit) -> None:
    case = several(1)[0]
    page = ticked(visit, [case], act="assign", owner="eve")
    assert page.status == 422
    eve()
    page = ticked(visit, [case], act="assign", owner="eve")
    assert page.says("0 done, 0 left as they were, 1 refused")
    BulkAct.objects.update(given={"act": "assign", "owner": "ben"})
    again = visit.post(page.form.to("/again/").action)
    assert again.says("1 done, 0 left as they were, 0 refused")


def test_the_result_is_a_sheet_in_which_nothing_is_a_formula(visit: Visit) -> None:
    arrival = staffed("roxen")
    case = case_of(subject="=HYPERLINK(1)", arrival=arrival)
    page = ticked(visit, [case], act="assign", owner="ben")
    sheet = visit.get(f"{page.url}result.csv")
    assert sheet.text.splitlines()[0] == "case,subject,result,words,at"
    assert re.match(
        rf"{case.number},'=HYPERLINK\(1\),done,Ben Dahl owns it\.,20", sheet.text.splitlines()[1]
    )


def test_an_act_is_shown_to_who_asked_for_it_and_to_nobody_else(visit: Visit) -> None:
    page = ticked(visit, several(1), act="assign", owner="ben")
    assert visit.as_(ben()).get(page.url).status == 404
    assert visit.post(f"{page.url}undo/").status == 404
    assert visit.as_(admin()).get(page.url).status == 200


def test_a_case_that_went_out_of_sight_meanwhile_is_left_alone(visit: Visit, small: None) -> None:
    page = ticked(visit, several(3), act="assign", owner="ben")
    RoleAssignment.objects.filter(person=ada()).delete()
    Membership.objects.filter(person=ada()).delete()
    renew_edition(DUTY)
    worked_off()
    assert visit.get(page.url).says("3 refused", "You may not see the case any more.")
    assert not Case.objects.filter(owner=ben()).exists()


def test_a_worker_that_went_on_does_no_case_twice(visit: Visit, small: None) -> None:
    cases = several(3)
    page = ticked(visit, cases, act="assign", owner="ben")
    bulk = BulkAct.objects.get()
    assert do_some(bulk=bulk, say=bulk_work.refusal_said, at=now(), most=2) == 2
    worked_off()
    owners = CaseEvent.objects.filter(kind="owner_set")
    assert owners.count() == 3
    assert set(BulkItem.objects.values_list("outcome", flat=True)) == {"done"}
    assert visit.get(page.url).says("3 done")


def test_an_administrator_reads_an_act_and_lets_it_not_go_on_in_its_askers_name(
    visit: Visit, small: None
) -> None:
    page = ticked(visit, several(3), act="assign", owner="ben")
    visit.post(page.form.to("/cancel/").action)
    visit.as_(admin())
    assert "/again/" not in visit.get(page.url).text
    assert visit.post(f"{page.url}again/").status == 403
    assert not Case.objects.filter(owner=ben()).exists()


@pytest.mark.parametrize("key", ["undo-{}", "{}"])
def test_nobody_takes_the_place_of_somebody_elses_undo(visit: Visit, key: str) -> None:
    mine = owned(several(1)[0], ada())
    page = ticked(visit, [mine], act="assign", owner="ben", key="of-this-form")
    done = BulkAct.objects.get()
    visit.as_(ben())
    ticked(visit, [mine], act="status", status="supplier", key=key.format(done.pk))
    ticked(visit, [mine], act="status", status="supplier", key="of-this-form")
    assert BulkAct.objects.filter(by=ben()).count() == 2
    back = visit.as_(ada()).post(f"{page.url}undo/")
    assert back.says("Undo: Assign to Ben Dahl", "1 done")
    mine.refresh_from_db()
    assert mine.owner == ada()


@pytest.mark.parametrize("act", ["merge", "outage", "assign"])
@pytest.mark.parametrize("ref", ["a/b", "//evil.example", "", "x" * 3000, "\n", "%2e%2e"])
def test_what_is_no_number_of_a_case_is_no_fault(visit: Visit, act: str, ref: str) -> None:
    several(1)
    answer = visit.post("/desk/bulk/", act=act, ref=[ref], owner="ben")
    assert answer.status in {200, 404, 422}
    assert not BulkAct.objects.exists()


@pytest.mark.parametrize("data", [
    {"act": "nothing"}, {"act": "status", "status": "moon"}, {"act": "assign"}, {},
    {"act": "label", "label": "x"}, {"act": "merge"},
])  # fmt: skip
def test_a_form_that_asks_for_nothing_known_does_nothing(
    visit: Visit, data: dict[str, str]
) -> None:
    several(1)
    assert visit.post("/desk/bulk/", back="https://elsewhere.example/", **data).status == 422
    assert not BulkAct.objects.exists()
