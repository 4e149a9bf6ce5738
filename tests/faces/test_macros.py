"""Macros: made, kept to those whose they are, seen before they act, and done all or nothing."""

from charterdesk.accounts.models import Membership, Team
from charterdesk.cases.commands import hand_back
from charterdesk.cases.models import Case, CaseLabel, Label, Macro, Message
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, cleo_writes, eve, owned
from tests.faces.visiting import Answer, Visit

TEXT = "Dear {{customer}}, {{number}}: please send the log. {{me}}"


def made(visit: Visit, **data: object) -> Answer:
    """Fill the form for a new one."""
    given = {"new-name": "Ask for the log", "new-mode": "reply", "new-text": TEXT, **data}
    return visit.fill("/desk/macros/", "/desk/macros/", **given)


def preview(visit: Visit, case: Case) -> Answer:
    """The page of the only macro on the case."""
    return visit.get(f"/desk/c/{case.number}/macro/?macro={Macro.objects.get().pk}")


def used(visit: Visit, case: Case, **data: object) -> Answer:
    form = preview(visit, case).form.to("/macro/")
    return visit.post(form.action, **{**form.values, **data})


def test_a_macro_is_shown_with_what_the_case_says_before_it_acts(visit: Visit) -> None:
    case = case_of()
    made(visit, **{"new-waits": "on"})
    assert visit.get(f"/desk/c/{case.number}/macro/").says("Ask for the log", "waits for")
    shown = preview(visit, case)
    assert shown.says(f"Dear Cleo Lind, {case.number}: please send the log. Ada Ek")
    assert shown.says("The case waits for the customer")
    assert Message.objects.count() == 1


def test_it_writes_takes_the_case_lets_it_wait_and_puts_its_label_on(visit: Visit) -> None:
    case = case_of()
    label = Label.objects.create(name="logs", key="logs", made_by=ada(), made_at=now())
    made(visit, **{"new-waits": "on", "new-takes": "on", "new-label": str(label.pk)})
    page = used(visit, case, body="Dear Cleo, the log please.")
    assert page.says("Ask for the log is done.", "Dear Cleo, the log please.")
    case.refresh_from_db()
    assert (case.status, case.waiting_on, case.owner) == ("waiting", "customer", ada())
    assert CaseLabel.objects.get(case=case).label == label


def test_used_twice_by_one_form_it_is_done_once(visit: Visit) -> None:
    case = case_of()
    made(visit)
    form = preview(visit, case).form.to("/macro/")
    for _press in range(2):
        assert visit.post(form.action, **form.values).status == 200
    assert Message.objects.filter(direction="out").count() == 1


def test_it_stops_for_news_and_an_empty_text_and_keeps_what_was_typed(visit: Visit) -> None:
    case = case_of()
    made(visit)
    form = preview(visit, case).form.to("/macro/")
    cleo_writes(case, "It works again.")
    held = visit.post(form.action, **{**form.values, "body": "Mine."})
    assert held.says("The case changed since you began.", "Mine.")
    assert used(visit, case, body=" ").says("Write something first")
    assert used(visit, case, body="Ask @ben.").says("It mentions @ben")
    assert not Message.objects.filter(direction="out").exists()


def test_what_is_refused_writes_nothing(visit: Visit) -> None:
    case = owned(case_of(), ada())
    made(visit, **{"new-mode": "note", "new-waits": "on"})
    hand_back(case=case, reason="Not ours.", by=ada(), at=now())
    refused = used(visit, case, body="My words.")
    assert refused.status == 422
    assert refused.says("it waits for nothing", "My words.")
    assert Message.objects.count() == 1


def test_who_does_not_see_the_case_uses_no_macro_on_it(visit: Visit) -> None:
    case = case_of()
    assert visit.as_(eve()).get(f"/desk/c/{case.number}/macro/").status == 404


def test_a_note_that_puts_a_case_on_wait_is_done_all_or_nothing(visit: Visit) -> None:
    case = case_of()
    made(visit, **{"new-mode": "note", "new-waits": "on"})
    assert used(visit, case).says("Ask for the log is done.")
    note = Message.objects.get(direction="out")
    assert (note.public, note.case.waiting_on) == (False, "customer")


def test_an_unknown_word_in_braces_and_a_missing_name_are_refused(visit: Visit) -> None:
    wrong = made(visit, **{"new-text": "Dear {{ nobody }}"})
    assert wrong.status == 422
    assert wrong.says("nobody", "is not known", "organisation", "Dear {{ nobody }}")
    assert made(visit, **{"new-name": ""}).status == 422
    assert not Macro.objects.exists()


def test_what_the_customer_calls_themselves_is_never_read_for_places(visit: Visit) -> None:
    case = case_of(subject="{{me}} {{number}}")
    made(visit, **{"new-text": "About {{subject}}."})
    assert preview(visit, case).says("About {{me}} {{number}}.")


def test_a_teams_macro_is_its_members_and_changed_by_its_maker_or_lead(visit: Visit) -> None:
    team = Team.objects.create(name="first line")
    for person, lead in ((ada(), False), (ben(), True)):
        Membership.objects.create(team=team, person=person, is_lead=lead)
    made(visit, **{"new-team": str(team.pk)})
    pk = Macro.objects.get().pk
    assert visit.as_(eve()).get("/desk/macros/").says("Ask for the log") is False
    assert visit.post(f"/desk/macros/{pk}/drop/").status == 404
    visit.as_(ben())
    form = visit.get("/desk/macros/").form.to(f"/desk/macros/{pk}/")
    changed = visit.post(form.action, **{**form.values, f"macro{pk}-name": "Logs"})
    assert changed.says("The macro is changed.", "Team first line, made by Ada")
    Macro.objects.update(made_by=ben())
    assert visit.as_(ada()).post(f"/desk/macros/{pk}/drop/").status == 403
    assert visit.as_(ben()).post(f"/desk/macros/{pk}/drop/").says("The macro is gone.")


def test_one_is_for_oneself_unless_a_team_is_chosen(visit: Visit) -> None:
    made(visit)
    assert visit.get("/desk/macros/").says("Ask for the log", "Only you")
    assert not visit.as_(ben()).get("/desk/macros/").says("Ask for the log")
