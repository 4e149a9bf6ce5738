"""Cases put off together, and a macro used on many: looked at first, told one by one, undone."""

from datetime import timedelta

import pytest

from charterdesk.accounts.models import Person
from charterdesk.cases.commands import begin_waiting, save_draft
from charterdesk.cases.models import Case, CaseEvent, CaseLabel, Draft, Label, Macro, Message
from charterdesk.desk import bulk_work
from charterdesk.kit.wallclock import now
from charterdesk.lists.models import BulkAct
from charterdesk.notifications.models import Notice
from charterdesk.worker.jobs import claim_job, do_job
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, cleo_writes, owned, staffed
from tests.faces.visiting import Answer, Visit

TEXT = "Dear {{customer}}, {{number}}: please send the log. {{me}}"


def several(count: int) -> list[Case]:
    """So many cases of one customer."""
    arrival = staffed("roxen")
    return [case_of(subject=f"No {n}", priority="low", arrival=arrival) for n in range(count)]


def ticked(visit: Visit, cases: list[Case], **data: object) -> Answer:
    """The list's form, sent for these cases."""
    refs = [case.number for case in cases]
    return visit.post("/desk/bulk/", back="/desk/q/open/", ref=refs, **data)


def pressed(visit: Visit, page: Answer, cases: list[Case], **data: object) -> Answer:
    """The form that asked for more, sent; its ticks are several of one name."""
    form = page.form.to("/desk/bulk/")
    refs = [case.number for case in cases]
    return visit.post(form.action, **{**form.values, "ref": refs, **data})


def macro_of(**given: object) -> Macro:
    """Ada's macro."""
    drawn = {"name": "Ask for the log", "mode": "reply", "text": TEXT, **given}
    return Macro.objects.create(made_by=ada(), made_at=now(), **drawn)


def label_of(name: str = "logs") -> Label:
    return Label.objects.create(name=name, key=name, made_by=ada(), made_at=now())


def replies() -> list[str]:
    """The texts that went out."""
    return [one.text for one in Message.objects.filter(direction="out").order_by("pk")]


def test_cases_are_put_off_together_and_come_back_as_they_were(visit: Visit) -> None:
    plain, asleep, waits = several(3)
    until = now() + timedelta(days=30)
    begin_waiting(case=asleep, on="date", what="The move", until=until, by=ada(), at=now())
    begin_waiting(case=waits, on="supplier", what="A part", by=ada(), at=now())
    cases = [plain, asleep, waits]
    page = ticked(visit, cases, act="snooze")
    assert page.says("Put 3 cases off", "Tomorrow morning", "Clocks go on")
    done = pressed(visit, page, cases, when="week")
    assert done.says("Put off until", "2 done, 0 left as they were, 1 refused")
    assert done.says("The case waits already, and not for a date")
    assert list(Case.objects.filter(waiting_on="date").order_by("pk")) == [plain, asleep]
    back = visit.post(done.form.to("/undo/").action)
    assert back.says("2 done", "It does not wait any more.")
    plain.refresh_from_db()
    assert plain.waiting_on == ""
    again = CaseEvent.objects.filter(case=asleep, kind="waiting").order_by("seq").last()
    assert again is not None
    assert again.data["what"] == "The move"
    assert again.data["until"] == until.replace(microsecond=0).isoformat()


def test_a_moment_that_is_past_or_missing_keeps_the_form_and_the_ticks(visit: Visit) -> None:
    cases = several(2)
    page = ticked(visit, cases, act="snooze")
    past = pressed(visit, page, cases, when="", until="2001-01-01T09:00", what="The move")
    assert past.status == 422
    assert past.says("That lies behind us", "The move", "Put 2 cases off", cases[1].number)
    assert not BulkAct.objects.exists()


def test_a_whole_list_is_put_off_after_its_number_was_shown(visit: Visit) -> None:
    several(3)
    page = visit.post("/desk/bulk/", back="/desk/q/open/", act="snooze", whole="on")
    assert page.says("Put 3 cases off")
    form = page.form.to("/desk/bulk/")
    assert visit.post(form.action, **{**form.values, "when": "soon"}).says("3 done")
    assert Case.objects.filter(waiting_on="date").count() == 3


def test_an_undo_leaves_alone_what_waits_for_something_else_since(visit: Visit) -> None:
    cases = several(1)
    done = pressed(visit, ticked(visit, cases, act="snooze"), cases, when="soon")
    begin_waiting(case=cases[0], on="customer", what="", by=ben(), at=now())
    assert visit.post(done.form.to("/undo/").action).says("It waits for something else since.")
    cases[0].refresh_from_db()
    assert cases[0].waiting_on == "customer"


def test_an_undo_leaves_alone_what_a_colleague_put_off_further(visit: Visit) -> None:
    cases = several(1)
    done = pressed(visit, ticked(visit, cases, act="snooze"), cases, when="soon")
    later = now() + timedelta(days=9)
    begin_waiting(case=cases[0], on="date", what="", until=later, by=ben(), at=now())
    assert visit.post(done.form.to("/undo/").action).says("It waits for something else since.")
    cases[0].refresh_from_db()
    assert cases[0].status == "waiting"


def test_an_undo_leaves_alone_a_case_that_went_on_since(visit: Visit) -> None:
    """It waited for a supplier before; the customer has written meanwhile."""
    cases = several(1)
    begin_waiting(case=cases[0], on="supplier", what="A part", by=ada(), at=now())
    page = ticked(visit, cases, act="status", status="customer")
    cleo_writes(cases[0])
    back = visit.post(page.form.to("/undo/").action)
    assert back.says("1 left as they were", "What it waits for has changed since.")
    cases[0].refresh_from_db()
    assert cases[0].waiting_on == ""


def test_a_macro_says_what_it_will_do_to_how_many(visit: Visit) -> None:
    mine, other, mute = several(3)
    label = label_of()
    owned(mine, ada())
    CaseLabel.objects.create(case=other, label=label, by=ada(), at=now())
    Case.objects.filter(pk=mute.pk).update(asker="Cleo by telephone", contact=None)
    macro_of(label=label, takes=True, waits=True)
    cases = [mine, other, mute]
    which = ticked(visit, cases, act="macro")
    assert which.says("A macro for 3 cases", "Ask for the log", "Look at it first")
    page = pressed(visit, which, cases, macro=str(Macro.objects.get().pk))
    assert page.says("A reply goes to the customers of 2 cases.", "In 1 case nobody has a mail")
    assert page.says("2 cases become yours.", "3 cases begin to wait for their customers.")
    assert page.says("The label logs is put on 2 cases.", f"{mine.number}: please send the log.")
    assert replies() == []
    done = pressed(visit, page, cases)
    assert done.says("2 done, 0 left as they were, 1 refused", "no mail address")
    assert replies() == [
        f"Dear Cleo Lind, {case.number}: please send the log. Ada Ek" for case in (mine, other)
    ]
    assert set(CaseLabel.objects.values_list("case", flat=True)) == {mine.pk, other.pk}
    assert Case.objects.filter(owner=ada(), waiting_on="customer").count() == 2


def test_its_undo_brings_back_owner_label_and_waiting_of_each(visit: Visit) -> None:
    his, free = several(2)
    owned(his, ben())
    macro = macro_of(mode="note", label=label_of(), takes=True, waits=True)
    page = ticked(visit, [his, free], act="macro", macro=str(macro.pk))
    done = pressed(visit, page, [his, free])
    assert done.says("2 done", "The note is added.")
    back = visit.post(done.form.to("/undo/").action)
    assert back.says("2 done", "Ben Dahl owns it.", "a case does not lose its owner")
    assert not CaseLabel.objects.exists()
    his.refresh_from_db()
    assert (his.owner, his.waiting_on) == (ben(), "")
    assert Message.objects.filter(public=False).count() == 2


def test_replies_that_still_wait_are_taken_back_and_what_was_being_typed_stays(
    visit: Visit,
) -> None:
    one, other = several(2)
    Person.objects.filter(pk=ada().pk).update(undo_seconds=60)
    save_draft(case=one, mode="reply", text="Half a thought", by=ada(), at=now())
    macro = macro_of()
    page = ticked(visit, [one, other], act="macro", macro=str(macro.pk))
    done = pressed(visit, page, [one, other])
    queued = Notice.objects.filter(reply__isnull=False)
    assert {notice.state for notice in queued} == {Notice.State.QUEUED}
    back = visit.post(done.form.to("/undo/").action)
    assert back.says("2 done", "The reply was not sent.")
    assert {notice.state for notice in queued.all()} == {Notice.State.WITHHELD}
    assert list(Draft.objects.values_list("case", "text")) == [(one.pk, "Half a thought")]


def test_a_reply_that_is_on_its_way_says_so_when_it_is_undone(visit: Visit) -> None:
    case = several(1)[0]
    page = ticked(visit, [case], act="macro", macro=str(macro_of().pk))
    done = pressed(visit, page, [case])
    Notice.objects.filter(reply__isnull=False).update(attempts_made=1)
    assert visit.post(done.form.to("/undo/").action).says("1 refused", "on its way already")


def test_what_a_customer_wrote_meanwhile_is_read_first(visit: Visit) -> None:
    one, other = several(2)
    page = ticked(visit, [one, other], act="macro", macro=str(macro_of().pk))
    BulkAct.objects.all().delete()
    form = page.form.to("/desk/bulk/")
    earlier = (now() - timedelta(minutes=2)).isoformat()
    cleo_writes(one, "It works again.")
    refs = [one.number, other.number]
    done = visit.post(form.action, **{**form.values, "ref": refs, "seen_at": earlier})
    assert done.says("1 done, 0 left as they were, 1 refused", f"happened on {one.number}")
    assert len(replies()) == 1
    again = visit.post(done.form.to("/again/").action)
    assert again.says("1 done, 0 left as they were, 1 refused")


def test_a_name_of_the_team_and_an_unknown_place_are_asked_about_first(visit: Visit) -> None:
    cases = several(2)
    page = ticked(visit, cases, act="macro", macro=str(macro_of().pk))
    wrong = pressed(visit, page, cases, text="Dear {{nobody}}")
    assert wrong.status == 422
    assert wrong.says("“nobody” in double braces is not known", "Dear {{nobody}}")
    assert pressed(visit, page, cases, text="  ").says("Write something first")
    doubted = pressed(visit, page, cases, text="Ask @ben.")
    assert doubted.says("It mentions @ben", "Nothing was sent yet.", "Ask @ben.")
    assert replies() == []
    assert pressed(visit, doubted, cases).says("2 done")
    assert replies() == ["Ask @ben."] * 2


def test_a_macro_is_used_as_it_was_looked_at_once_for_each_case(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_work, "AT_ONCE", 1)
    cases, macro = several(2), macro_of()
    page = ticked(visit, cases, act="macro", macro=str(macro.pk))
    first = pressed(visit, page, cases, text="About {{subject}}.")
    assert pressed(visit, page, cases, text="Another text").url == first.url
    Macro.objects.all().delete()
    while job := claim_job(now()):
        do_job(job, bulk_work.BULK_WORK)
    assert visit.get(first.url).says("2 done")
    assert replies() == ["About No 0.", "About No 1."]


def test_somebody_elses_macro_is_not_offered(visit: Visit) -> None:
    cases, macro = several(1), macro_of()
    page = ticked(visit.as_(ben()), cases, act="macro", macro=str(macro.pk))
    assert page.says("You have no macro yet.")
