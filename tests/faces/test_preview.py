"""A case beside its list: what stands there, for whom, what it costs; and it leaves no mark."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.cases.commands import add_note, take_back_reply
from charterdesk.cases.messages import File, Written
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.charters.keeping import _uncommitted
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, cleo_writes, eve, owned, replied
from tests.faces.visiting import Answer, Visit

LOG = File(name="licence-server.log", content_type="text/plain", content=b"0" * 2000)


def preview(visit: Visit, case: Case, way: str = "") -> Answer:
    """The part of the list that shows the case."""
    return visit.get(f"/desk/c/{case.number}/preview/{way}")


def test_a_preview_says_who_asks_what_is_promised_and_what_was_said_last(visit: Visit) -> None:
    case = owned(case_of(subject="<Down>", text="Nothing works.", files=(LOG,)), ada())
    add_note(case=case, written=Written(text="Their cable, I bet."), by=ben(), at=now())
    page = preview(visit, case, "?from=/desk/q/open/")
    assert page.says("&lt;Down&gt;", "Nothing works.", "Their cable, I bet.", "with files")
    assert page.says('data-kind="in"', 'data-kind="note"', "Ben Dahl", str(case.organisation))
    assert page.says('class="clock"', "data-left", "<dd>you</dd>")
    assert f'href="/desk/c/{case.number}/?from=/desk/q/open/"' in page.text
    assert "<html" not in page.text


def test_only_the_last_that_was_said_is_shown_and_long_texts_are_cut(visit: Visit) -> None:
    case = case_of(text="First of all.")
    for number in range(3):
        case = cleo_writes(case, f"Message {number} {'x' * 3000 if number == 2 else ''}")
    page = preview(visit, case)
    assert page.says("1 earlier message or note", "Message 0", "Message 1", "Message 2 xxx", "x…")
    assert not page.says("First of all.")
    assert len(page.text) < 12_000


def test_a_reply_that_was_taken_back_was_never_said(visit: Visit) -> None:
    case = replied(case_of(), ada(), "Too soon.")
    ref = Message.objects.get(text="Too soon.").ref
    assert preview(visit, case).says("Too soon.")
    take_back_reply(case=case, ref=ref, by=ada(), at=now())
    assert not preview(visit, case).says("Too soon.")


def test_who_may_not_see_the_case_sees_no_preview(visit: Visit) -> None:
    case = case_of()
    assert visit.as_(eve()).get(f"/desk/c/{case.number}/preview/").status == 404
    assert visit.get("/desk/c/none/preview/").status == 404


def test_a_preview_leaves_no_mark(visit: Visit) -> None:
    case = case_of()
    events = CaseEvent.objects.count()
    with CaptureQueriesContext(connection) as asked:
        preview(visit, case)
    writes = ("INSERT", "UPDATE", "DELETE")
    assert not [one for one in asked if str(one["sql"]).startswith(writes)]
    assert CaseEvent.objects.count() == events
    assert "recent" not in "".join(visit.client.cookies)


def test_a_preview_takes_six_queries(visit: Visit) -> None:
    case = case_of()
    for _time in range(5):
        case = cleo_writes(case)
    _uncommitted.clear()  # As after a commit: the process keeps the charter.
    preview(visit, case)
    with CaptureQueriesContext(connection) as asked:
        preview(visit, case)
    assert len(asked) <= 6


def test_a_list_has_its_preview_open_where_the_browser_kept_it(visit: Visit) -> None:
    case_of()
    closed = visit.get("/desk/q/open/")
    assert closed.says('id="preview" aria-label="Preview of the case" hidden>')
    visit.client.cookies["preview"] = "on"
    assert visit.get("/desk/q/open/").says('id="preview" aria-label="Preview of the case">')
    assert not visit.get("/desk/").says('id="preview"')


def test_a_search_has_the_preview_where_what_it_found_are_cases(visit: Visit) -> None:
    case_of("roxen", subject="Gasket broken")
    visit.client.cookies["preview"] = "on"
    shown = 'id="preview" aria-label="Preview of the case">'
    assert visit.get("/desk/search/?q=gasket").says(shown)
    for nothing in ("q=gasket&in=customers", "q=customer&in=customers", "q=x"):
        assert not visit.get(f"/desk/search/?{nothing}").says('id="preview"')
