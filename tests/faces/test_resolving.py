"""Proposing to close: outcomes with their needs, refusals in words with all fields kept."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from charterdesk.cases.commands import record_facts
from charterdesk.cases.models import Case, Message
from charterdesk.cases.queries import state_of
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada
from tests.faces.desk_scene import case_of, cleo_writes, replied
from tests.faces.visiting import Visit


def wall(minutes_ago: float) -> str:
    """A moment as Ada's wall shows it, as a browser sends it."""
    moment = now() - timedelta(minutes=minutes_ago)
    return f"{moment.astimezone(ZoneInfo(ada().zone)):%Y-%m-%dT%H:%M}"


def status(case: Case) -> str:
    """The case's state now."""
    return Case.objects.get(pk=case.pk).status


def test_every_outcome_says_what_it_needs_and_who_gives_it(visit: Visit) -> None:
    page = visit.get(f"/desk/c/{case_of('bicom').number}/propose-close/")
    assert page.says("bug number", "indication of resolution", "Cleo Lind, to close")
    assert page.says("Nothing closes by silence")


def test_a_refusal_names_what_is_missing_and_keeps_every_field(visit: Visit) -> None:
    case = case_of("bicom")
    page = visit.fill(
        f"/desk/c/{case.number}/propose-close/", "/propose-close/", outcome="bug raised",
        message="We found a bug.", bug="PBX-7",
    )  # fmt: skip
    assert page.status == 422
    assert page.says("“resolve” has to wait", "<li>indication of resolution</li>")
    form = page.form.to("/propose-close/")
    assert (form.values["outcome"], form.values["bug"]) == ("bug raised", "PBX-7")
    assert form.values["message"] == "We found a bug."
    assert status(case) == "new"
    assert state_of(Case.objects.get(pk=case.pk)).state.bugs == {}


def test_what_was_missing_can_be_given_along(visit: Visit) -> None:
    case = case_of("bicom")
    page = visit.fill(
        f"/desk/c/{case.number}/propose-close/", "/propose-close/", outcome="bug raised",
        message="We found a bug.", bug="PBX-7", word="indication of resolution", value="next week",
    )  # fmt: skip
    assert page.says("It is proposed to close the case.", "Resolved: bug raised")
    assert status(case) == "resolved"
    assert Message.objects.filter(text="We found a bug.", public=True).count() == 1


def test_a_resolution_wants_a_message_where_the_charter_does(visit: Visit) -> None:
    case = case_of()
    url = f"/desk/c/{case.number}/propose-close/"
    assert visit.fill(url, "/propose-close/", message=" ").says("message to customer")
    assert visit.fill(url, "/propose-close/", message="It works again.").status == 200
    assert status(case) == "resolved"


def test_the_page_says_when_silence_closes(visit: Visit) -> None:
    page = visit.get(f"/desk/c/{case_of().number}/propose-close/")
    assert page.says("If nobody objects, it closes by itself on")


def test_what_was_solved_in_a_talk_is_written_down_afterwards(visit: Visit) -> None:
    """R-TER-3."""
    case = case_of("terrasoft", minutes_ago=40)
    facts = (("answer prepared", "yes"), ("work done", "yes"))
    record_facts(case=case, facts=facts, by=ada(), at=now())
    url = f"/desk/c/{case.number}/propose-close/"
    assert visit.get(url).says("When it was solved", "at most 24 h back")
    page = visit.fill(url, "/propose-close/", solved_at=wall(20), message="As I told you.")
    assert page.says("The message leaves now", "As I told you.")
    assert visit.fill(url, "/propose-close/", solved_at=wall(180)).says("The case went on after")
    assert visit.fill(url, "/propose-close/", solved_at=wall(-180)).says("lies in the future")
    assert visit.fill(url, "/propose-close/", solved_at=wall(20)).status == 200
    resolved = case.events.get(kind="resolved")
    assert resolved.recorded_at - resolved.at > timedelta(minutes=19)


def test_a_resolved_case_can_not_be_proposed_again(visit: Visit) -> None:
    case = case_of()
    url = f"/desk/c/{case.number}/propose-close/"
    visit.fill(url, "/propose-close/", message="It works again.")
    assert visit.get(f"/desk/c/{case.number}/").says("The case is resolved already.")
    assert visit.fill(url, "/propose-close/", message="Again.").status == 422


def test_pressed_twice_it_is_proposed_once(visit: Visit) -> None:
    case = case_of()
    form = visit.get(f"/desk/c/{case.number}/propose-close/").form.to("/propose-close/")
    for _ in range(2):
        done = visit.post(form.action, **{**form.values, "message": "It works again."})
        assert done.status == 200
    assert Message.objects.filter(text="It works again.").count() == 1


def test_a_message_of_the_customer_opens_it_again(visit: Visit) -> None:
    case = replied(case_of(), ada())
    visit.fill(f"/desk/c/{case.number}/propose-close/", "/propose-close/", message="Done.")
    cleo_writes(case, "It is not.")
    assert status(case) == "active"
