"""New case: whoever asks is found, the contact may lie in the past, the promise is told after."""

import re
from zoneinfo import ZoneInfo

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.charges.models import Item
from charterdesk.customers.commands import add_contact, add_contract
from charterdesk.kit.wallclock import now
from tests.apps.cast import CLEO_ADDRESS, ada, dora, organisation
from tests.faces.desk_scene import ago, staffed
from tests.faces.visiting import Answer, Visit

CALL = {"subject": "No dial tone", "body": "She hears nothing.", "channel": "phone"}


def opened(visit: Visit, **data: str) -> Answer:
    """The form filled in and sent."""
    return visit.fill("/desk/new/", "/desk/new/", **{**CALL, "contact": CLEO_ADDRESS, **data})


def wall(minutes_ago: float) -> str:
    """A moment as Ada's wall shows it, as a browser sends it."""
    return f"{(now() - ago(minutes_ago)).astimezone(ZoneInfo(ada().zone)):%Y-%m-%dT%H:%M}"


def test_a_call_becomes_a_case_and_its_promise_is_told(visit: Visit) -> None:
    staffed("roxen")
    page = opened(visit, priority="critical", answered="yes")
    case = Case.objects.get()
    assert page.url.startswith(f"/desk/c/{case.number}/")
    assert page.says(f"{case.number} is open. Start of work by", "No dial tone", "Cleo Lind")
    promise = state_of(case).state.promise("response")
    assert promise is not None
    assert promise.verdict == "met"
    assert case.owner == ada()


def test_a_message_on_the_machine_starts_the_response_at_the_contact(visit: Visit) -> None:
    staffed("roxen")
    opened(visit, priority="critical", answered="no", channel="voicemail", contacted_at=wall(30))
    case = Case.objects.get()
    assert abs((now() - case.opened_at).total_seconds() - 30 * 60) < 120
    assert case.next_due_kind == "response"
    assert case.next_due_at is not None
    assert case.next_due_at - case.opened_at == ago(60)


def test_a_contact_to_come_is_refused_with_everything_kept(visit: Visit) -> None:
    staffed("roxen")
    page = opened(visit, contacted_at="2100-01-01T10:00", priority="low")
    assert page.status == 422
    assert page.says("That lies in the future", "She hears nothing.", 'value="No dial tone"')
    values = page.form.to("/desk/new/").values
    assert (values["priority"], values["contacted_at"]) == ("low", "2100-01-01T10:00")
    assert not Case.objects.exists()


def test_a_contact_too_long_ago_is_refused_in_the_engines_words(visit: Visit) -> None:
    staffed("roxen")
    page = opened(visit, contacted_at=wall(60 * 30))
    assert page.status == 422
    assert page.says("The contact is more than 24 h ago", "She hears nothing.")


def test_several_that_fit_are_laid_out_to_choose_from(visit: Visit) -> None:
    staffed("roxen")
    granted(
        add_contact(
            name="Clara Lind", address="clara@customer.example", organisation=organisation(),
            by=DESK, at=now(),
        )
    )  # fmt: skip
    page = opened(visit, contact="Lind")
    assert page.status == 422
    assert page.says("Several fit: choose one.", "Cleo Lind, Customer Ltd", "Clara Lind")
    form = page.form.to("/desk/new/")
    clara = re.search(r'name="pick" value="(\d+)"[^>]*>\s*<span>Clara', page.text)
    assert clara
    visit.post(form.action, **{**form.values, "pick": clara[1]})
    assert str(Case.objects.get().contact) == "Clara Lind"


def test_a_customer_is_found_by_the_number_of_the_contract(visit: Visit) -> None:
    staffed("roxen")
    granted(
        add_contract(
            organisation=organisation(), charter="bicom", name="support", number="K-2207",
            valid_since=(now() - ago(60 * 24 * 9)).date(), by=DESK, at=now(),
        )
    )  # fmt: skip
    opened(visit, contact="k-2207")
    assert str(Case.objects.get().contact) == "Cleo Lind"


def test_somebody_unknown_may_ask_where_the_charter_lets_anyone(visit: Visit) -> None:
    staffed("roxen")
    opened(visit, contact="a passer-by")
    case = Case.objects.get()
    assert (case.asker, case.contact) == ("a passer-by", None)


def test_somebody_unknown_is_refused_where_only_registered_ones_ask(visit: Visit) -> None:
    staffed("bicom")
    page = opened(visit, contact="a passer-by", channel="chat")
    assert page.status == 422
    assert page.says("Only registered people may ask", "She hears nothing.")
    assert not Case.objects.exists()


def test_another_charter_asks_its_own_questions_and_keeps_the_text(visit: Visit) -> None:
    staffed("handsfree"), staffed("roxen")
    first = visit.get("/desk/new/")
    form = first.form.to("/desk/new/")
    assert form.values["charter"] == "handsfree"
    page = visit.post(form.action, **{**form.values, **CALL, "charter": "roxen", "contact": "Cleo"})
    assert page.status == 200
    assert page.says(
        "the channels and priorities of the other charter", "voicemail", "She hears nothing."
    )
    assert not Case.objects.exists()


def test_a_matrix_asks_for_its_axes(visit: Visit) -> None:
    staffed("handsfree")
    opened(visit, row="high", column="high", contact=CLEO_ADDRESS)
    assert Case.objects.get().priority == "critical"


def test_pressed_twice_one_case_is_opened(visit: Visit) -> None:
    staffed("roxen")
    form = visit.get("/desk/new/").form.to("/desk/new/")
    for _ in range(2):
        visit.post(form.action, **{**form.values, **CALL, "contact": CLEO_ADDRESS})
    assert Case.objects.count() == 1


def test_the_page_says_what_each_priority_means_and_promises(visit: Visit) -> None:
    staffed("roxen")
    page = visit.get("/desk/new/")
    assert page.says("P1 critical", "production unit severely impacted", "Response 1h")


def test_a_customer_of_another_firm_is_another(visit: Visit) -> None:
    staffed("roxen"), dora()
    opened(visit, contact="dora")
    assert str(Case.objects.get().organisation) == "Elsewhere Ltd"


def test_who_is_calling_is_shown_with_what_is_open_of_theirs(visit: Visit) -> None:
    staffed("roxen")
    opened(visit)
    page = visit.get("/desk/new/?contact=Cleo+Li")
    case = Case.objects.get()
    assert page.says("Who it may be:", "Cleo Lind, Customer Ltd", f"/desk/c/{case.number}/")
    assert f'data-caller="{CLEO_ADDRESS}"' in page.text
    assert page.form.to("/desk/new/").values["contact"] == "Cleo Li"


def test_two_letters_and_strangers_are_nobody(visit: Visit) -> None:
    staffed("roxen")
    for words in ("Cl", "nobody at all", "%22%3E%3Cscript%3E"):
        page = visit.get(f"/desk/new/?contact={words}")
        assert not page.says("Who it may be:")
        assert "<script>" not in page.text.partition("<main")[2]


def test_a_number_lays_its_owner_before_whoever_takes_the_call(visit: Visit) -> None:
    staffed("roxen")
    granted(
        add_contact(
            name="Clara Lind", address="clara@customer.example", organisation=organisation(),
            phone="+46 (8) 123 45 67", by=DESK, at=now(),
        )
    )  # fmt: skip
    page = visit.get("/desk/new/?contact=%2B4681234567")
    assert page.says("Who it may be:", "Clara Lind, Customer Ltd", "+46 (8) 123 45 67")
    assert page.says("not authorised", "no contract in force")
    assert not page.says("Cleo Lind, Customer Ltd")
    granted(
        add_contract(
            organisation=organisation(), charter="terrasoft", name="paid", level="gold",
            number="K-7", valid_since=(now() - ago(60 * 24 * 9)).date(),
            valid_until=(now() - ago(-60 * 24 * 20)).date(), by=DESK, at=now(),
        )
    )  # fmt: skip
    page = visit.get("/desk/new/?contact=k-7")
    assert page.says("Clara Lind", "K-7 paid gold, ends before", "ends in")


def test_how_long_the_call_took_is_booked_once_and_not_billed(visit: Visit) -> None:
    staffed("roxen")
    form = {**CALL, "contact": CLEO_ADDRESS, "length": "1:05", "contacted_at": wall(90)}
    page = visit.get("/desk/new/").form.to("/desk/new/")
    for _press in range(2):
        visit.post(page.action, **{**page.values, **form})
    item = Item.objects.get()
    assert (item.minutes, item.person, item.is_billed) == (65, ada(), False)
    assert abs((now() - item.ended_at).total_seconds() - 25 * 60) < 120, "when the call ended"


def test_a_call_that_ends_as_it_is_written_down_is_booked_too(visit: Visit) -> None:
    staffed("roxen")
    opened(visit, length="7")
    item = Item.objects.get()
    assert (item.minutes, item.person) == (7, ada())
    assert item.ended_at <= now()


def test_a_length_that_is_none_is_refused_with_everything_kept(visit: Visit) -> None:
    staffed("roxen")
    for given in ("long", "0", "25:00"):
        page = opened(visit, length=given)
        assert page.status == 422
        assert page.says(f'value="{given}"', "She hears nothing.")
    assert not Case.objects.exists()


def test_a_caller_of_another_charter_brings_its_questions(visit: Visit) -> None:
    staffed("bicom")
    staffed("roxen")
    assert visit.get("/desk/new/").form.to("/desk/new/").values["charter"] == "bicom"
    page = visit.get("/desk/new/?contact=Lind")
    assert page.form.to("/desk/new/").values["charter"] == "roxen"
    assert page.says("charter=roxen", "no contract in force · The Roxen Technical Support process")


def test_a_charter_that_is_not_the_customers_is_said_before_the_case_is_opened(
    visit: Visit,
) -> None:
    staffed("bicom")
    staffed("roxen")
    asked = {"contact": CLEO_ADDRESS, "preview": "yes", "charter": "bicom", "asked_as": "bicom"}
    said = "Customer Ltd asks under another charter: The Roxen Technical Support process."
    page = visit.fill("/desk/new/?charter=bicom", "/desk/new/", **asked)
    assert page.says(said)
    page = visit.fill("/desk/new/?charter=bicom", "/desk/new/", **{**asked, "charter": "roxen"})
    assert page.says("the channels and priorities of the other charter")
    assert said not in page.text


def test_a_priority_of_a_matrix_is_explained_by_its_cells(visit: Visit) -> None:
    staffed("terrasoft")
    page = visit.get("/desk/new/")
    assert page.says("criticality stopped (contract gold, silver); criticality impaired")
    assert "by matrix" not in page.text
