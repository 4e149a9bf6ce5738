"""A case that is put off: out of My work, and back at its moment, by hand or by the customer."""

from datetime import timedelta

from charterdesk.cases.models import Case
from charterdesk.cases.store import decide_on
from charterdesk.engine.commands import Tick
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from tests.apps.cast import ada
from tests.faces.desk_scene import case_of, cleo_writes, owned, replied
from tests.faces.visiting import Answer, Visit


def put_off(visit: Visit, case: Case, **data: str) -> Answer:
    """Fill the form of the act."""
    return visit.fill(f"/desk/c/{case.number}/act/snooze/", "act/snooze/", **data)


def my_case() -> Case:
    return replied(owned(case_of(), ada()), ada())


def is_in_my_work(visit: Visit, case: Case) -> bool:
    return visit.get("/desk/").says(f"/desk/c/{case.number}/")


def test_a_case_that_is_put_off_leaves_my_work_and_says_until_when(visit: Visit) -> None:
    case = my_case()
    assert is_in_my_work(visit, case)
    page = put_off(visit, case, when="tomorrow", what="the part")
    assert page.says("The case is put off", "Put off until", "the part", "Undo")
    assert not is_in_my_work(visit, case)
    assert visit.get("/desk/q/waiting/").says(case.number)


def test_undo_brings_it_back_at_once(visit: Visit) -> None:
    case = my_case()
    page = put_off(visit, case, when="week")
    back = visit.post(page.form.to("act/resume/").action)
    assert back.status == 200
    assert is_in_my_work(visit, case)


def test_it_comes_back_at_its_moment_and_the_owner_is_told(visit: Visit) -> None:
    case = my_case()
    put_off(visit, case, when="soon", what="the part")
    decide_on(case.pk, Tick(), now() + timedelta(hours=3, minutes=1))
    assert is_in_my_work(visit, case)
    assert Notice.objects.filter(case=case, person=ada(), about="date").exists()


def test_it_comes_back_when_the_customer_writes(visit: Visit) -> None:
    case = my_case()
    put_off(visit, case, when="week")
    cleo_writes(case)
    assert is_in_my_work(visit, case)


def test_it_comes_back_when_a_promise_is_missed(visit: Visit) -> None:
    case = owned(case_of(priority="critical", minutes_ago=50), ada())
    put_off(visit, case, when="week")
    assert not is_in_my_work(visit, case)
    decide_on(case.pk, Tick(), now() + timedelta(minutes=11))
    assert is_in_my_work(visit, case)


def test_a_moment_behind_us_and_none_at_all_are_refused_with_what_was_typed(visit: Visit) -> None:
    case = my_case()
    past = put_off(visit, case, until="2020-01-01T10:00", what="the part")
    assert past.status == 422
    assert past.says("That lies behind us", "the part", "2020-01-01T10:00")
    assert put_off(visit, case, when="", until="").says("Choose until when")


def test_a_case_that_waits_for_the_customer_is_not_put_off(visit: Visit) -> None:
    case = my_case()
    visit.fill(f"/desk/c/{case.number}/act/wait/", "act/wait/", on="customer")
    assert visit.get(f"/desk/c/{case.number}/").says("waits already, and not for a date")
