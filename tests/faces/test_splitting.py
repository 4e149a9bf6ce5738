"""Messages that become a case of their own, and merges and splits that are undone."""

import html
import re
from datetime import timedelta

from charterdesk.cases.commands import merge_case, undo_merge, undo_split
from charterdesk.cases.models import Case, CaseEvent, CaseLink, Message
from charterdesk.cases.opening import Arrival
from charterdesk.cases.verifying import differences
from charterdesk.engine.decide import Refusal
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben, charter, dora
from tests.faces.desk_scene import case_of, cleo_writes, eve, owned, replied, staffed
from tests.faces.visiting import Answer, Visit

PRINTER = "And the printer is dead, too."


def page_of(case: Case, path: str = "") -> str:
    return f"/desk/c/{case.number}/{path}"


def ticked(visit: Visit, case: Case, text: str = PRINTER, subject: str = "Printer") -> Answer:
    """The page with both cases side by side, one message ticked."""
    ref = Message.objects.get(text=text).ref
    return visit.get(page_of(case, f"split/?message={ref}&subject={subject}"))


def split(visit: Visit, case: Case, text: str = PRINTER) -> Answer:
    """Split the message off from the page that shows what will be."""
    form = ticked(visit, case, text).form.to("split/")
    return visit.post(form.action, **form.values)


def undone(visit: Visit, case: Case) -> Answer:
    return visit.fill(page_of(case, "act/apart/"), "act/apart/")


def test_a_ticked_message_is_shown_as_a_case_with_its_promise_before_anything_is_done(
    visit: Visit,
) -> None:
    case = cleo_writes(case_of(), PRINTER)
    assert visit.get(page_of(case, "split/")).says(PRINTER)
    shown = ticked(visit, case)
    assert shown.says("Printer", "New case", "What stays", "Response", 'class="clock"')
    assert Case.objects.count() == 1


def test_a_message_becomes_a_case_of_its_own_that_leads_back(visit: Visit) -> None:
    case = cleo_writes(case_of(), PRINTER)
    page = split(visit, case)
    later = Message.objects.get(text=PRINTER)
    assert later.case != case
    assert page.url.startswith(page_of(later.case))
    assert page.says(PRINTER, case.number, "linked", "Undo")
    assert later.case.subject == "Printer"
    old = visit.get(page_of(case))
    assert old.says("1 message became the case", f"it is in {later.case.number}")
    assert list(differences()) == []


def test_an_answer_that_was_given_already_answers_the_new_case(visit: Visit) -> None:
    case = replied(cleo_writes(owned(case_of(), ada()), PRINTER), ada(), "We bring another.")
    page = split(visit, case)
    assert page.says("We bring another.")
    new = Message.objects.get(text=PRINTER).case
    assert new.owner == ada()
    assert new.next_due_kind != "response"


def test_a_split_pressed_twice_makes_one_case(visit: Visit) -> None:
    case = cleo_writes(case_of(), PRINTER)
    form = ticked(visit, case).form.to("split/")
    pages = [visit.post(form.action, **form.values).url for _press in range(2)]
    assert Case.objects.count() == 2
    assert len(set(pages)) == 1


def test_what_opened_the_case_stays_and_what_went_is_not_offered_again(visit: Visit) -> None:
    case = cleo_writes(case_of(text="Nothing works."), PRINTER)
    first = Message.objects.get(text="Nothing works.").ref
    assert visit.get(page_of(case, f"split/?message={first}&subject=")).status == 422
    split(visit, case)
    assert visit.get(page_of(case, "split/")).says("There is no message that could go")


def test_a_split_undone_brings_messages_and_promises_back(visit: Visit) -> None:
    case = cleo_writes(case_of(), PRINTER)
    split(visit, case)
    new = Message.objects.get(text=PRINTER).case
    assert undone(visit, new).says("It is undone.")
    new.refresh_from_db()
    assert (new.status, new.merged_into) == ("merged", case)
    assert Message.objects.get(text=PRINTER).case == case
    assert visit.get(page_of(case)).says(PRINTER)
    assert list(differences()) == []


def test_open_cases_of_the_same_customer_are_offered_to_merge_into(visit: Visit) -> None:
    arrival = staffed("roxen")
    one, other = case_of(arrival=arrival), case_of(subject="Other", arrival=arrival)
    page = visit.get(page_of(one, "merge/"))
    link = re.search(rf'href="([^"]*into={other.number})"', page.text)
    assert link
    assert f"into={one.number}" not in page.text
    assert visit.get(html.unescape(link[1])).says("This case goes on", "What will happen")


def test_a_merge_undone_leaves_two_cases_and_can_be_done_again(visit: Visit) -> None:
    arrival = staffed("roxen")
    one, other = case_of(arrival=arrival), case_of(subject="Other", arrival=arrival)
    for _time in range(2):
        merge_case(case=one, into=other, by=ada(), at=now())
        assert visit.get(page_of(one)).says(f"merged into {other.number}")
        assert undone(visit, one).says("It is undone.")
        one.refresh_from_db()
        assert (one.status, one.merged_into) == ("new", None)
    assert CaseLink.objects.get().kind == CaseLink.Kind.RELATED
    assert visit.get(page_of(other)).says("is a case of its own again")
    assert list(differences()) == []


def test_cases_of_two_customers_are_not_merged_so_that_neither_reads_the_other(
    visit: Visit,
) -> None:
    contact = dora()
    arrival = Arrival(
        charter=charter("roxen", at=now()), organisation=contact.organisation, contact=contact
    )
    one, other = case_of(), case_of(subject="Hers", arrival=arrival)
    for ending, staying in ((one, other), (other, one)):
        before = visit.get(page_of(ending, f"merge/?into={staying.number}"))
        assert before.says("The two cases are of different customers", 'aria-disabled="true"')
        assert "What will happen" not in before.text
        outage = f"/desk/outage/?ref={ending.number}&amp;ref={staying.number}&amp;back=%2Fdesk%2F"
        assert f'href="{outage}"' in before.text
        page = visit.post(page_of(ending, "merge/"), into=staying.number)
        assert page.status == 422
        assert page.text.count("The two cases are of different customers") == 2
    assert not Case.objects.filter(status="merged").exists()


def test_two_cases_of_one_priority_keep_it(visit: Visit) -> None:
    one, other = case_of(), case_of(subject="Other")
    page = visit.get(page_of(one, f"merge/?into={other.number}"))
    assert page.says(f"{other.number} keeps its priority: {one.priority}.")
    Case.objects.filter(pk=other.pk).update(priority_rank=one.priority_rank + 1)
    page = visit.get(page_of(one, f"merge/?into={other.number}"))
    assert page.says(f"{other.number} has the stricter priority then: {one.priority}.")


def test_who_merged_two_cases_stands_in_the_log_of_both(visit: Visit) -> None:
    arrival = staffed("roxen")
    one, other = owned(case_of(arrival=arrival), ben()), owned(case_of(arrival=arrival), ben())
    visit.fill(page_of(one, f"merge/?into={other.number}"), "merge/")
    told = CaseEvent.objects.filter(kind__in=("merged_into", "took_in")).order_by("case")
    assert [(event.case, event.by) for event in told] == [(one, "ada"), (other, "ada")]


def test_a_merge_is_undone_from_either_side_and_from_the_message_that_tells_of_it(
    visit: Visit,
) -> None:
    arrival = staffed("roxen")
    one, other = case_of(arrival=arrival), case_of(subject="Other", arrival=arrival)
    merged = visit.fill(page_of(one, f"merge/?into={other.number}"), "merge/")
    assert visit.post(merged.form.to("act/apart/").action).says("It is undone.")
    merge_case(case=one, into=other, by=ada(), at=now())
    assert undone(visit, other).says("It is undone.")
    assert undone(visit, other).says("Nothing of the last 14 days")


def test_mail_follows_the_tombstone_only_as_long_as_it_stands(visit: Visit) -> None:
    arrival = staffed("roxen")
    one, other = case_of(arrival=arrival), case_of(subject="Other", arrival=arrival)
    merge_case(case=one, into=other, by=ada(), at=now())
    one.refresh_from_db()
    assert cleo_writes(one, "To the tombstone.") == other
    undone(visit, one)
    one.refresh_from_db()
    assert cleo_writes(one, "To the case again.") == one
    assert Message.objects.get(text="To the tombstone.").case == other


def test_after_14_days_neither_is_undone(visit: Visit) -> None:
    arrival = staffed("roxen")
    one, other = case_of(arrival=arrival), case_of(subject="Other", arrival=arrival)
    cleo_writes(other, PRINTER)
    split(visit, other)
    new = Message.objects.get(text=PRINTER).case
    merge_case(case=one, into=other, by=ada(), at=now())
    late = now() + timedelta(days=14, minutes=1)
    count = CaseEvent.objects.filter(kind__in=["merge_undone", "gave_back"]).count
    assert isinstance(undo_split(case=new, by=ada(), at=late), Refusal)
    assert isinstance(undo_merge(case=one, by=ada(), at=late), Refusal)
    assert count() == 0


def test_who_does_not_see_a_case_neither_splits_nor_undoes(visit: Visit) -> None:
    case = cleo_writes(case_of(), PRINTER)
    stranger = visit.as_(eve())
    assert stranger.get(page_of(case, "split/")).status == 404
    assert stranger.get(page_of(case, "act/apart/")).status == 404
