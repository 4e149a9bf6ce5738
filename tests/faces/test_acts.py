"""Acts on a case: a form, one command, a refusal in words with everything that was typed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from markupsafe import escape

from charterdesk.accounts.refusal import granted
from charterdesk.cases.commands import link_bug, resolve_case
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.customers.commands import add_contract
from charterdesk.desk.acts import ACTS
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben, organisation
from tests.faces.desk_scene import case_of, cleo_writes, owned, replied, staffed
from tests.faces.visiting import Answer, Visit


def act(visit: Visit, case: Case, name: str, **data: object) -> Answer:
    """Open the act's form and send it."""
    url = f"/desk/c/{case.number}/act/{name}/"
    return visit.fill(url, f"act/{name}/", **data)


def again(case: Case) -> Case:
    """The case as it is stored now."""
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("charter", ["roxen", "bicom", "handsfree"])
def test_every_act_has_its_page(visit: Visit, charter: str, name: str) -> None:
    page = visit.get(f"/desk/c/{case_of(charter).number}/act/{name}/")
    assert page.status == 200
    assert page.says('id="panel"', str(escape(ACTS[name].title)))


def test_an_unknown_act_is_not_there(visit: Visit) -> None:
    assert visit.get(f"/desk/c/{case_of().number}/act/explode/").status == 404


def test_an_owner_is_assigned(visit: Visit) -> None:
    case = case_of()
    ben()
    page = act(visit, case, "owner", to="ben")
    assert page.says("The case has its owner.", "Ben Dahl")
    assert again(case).owner == ben()


def test_a_case_is_taken_at_one_press(visit: Visit) -> None:
    case = case_of()
    page = visit.fill(f"/desk/c/{case.number}/", "/act/take/")
    assert page.says("The case is yours.")
    assert again(case).owner == ada()


def test_a_priority_wants_its_reason_and_the_refusal_keeps_what_was_chosen(visit: Visit) -> None:
    case = case_of()
    refused = act(visit, case, "priority", to="critical")
    assert refused.status == 422
    assert refused.says("Setting the priority to critical needs a reason.")
    assert refused.form.to("act/priority/").values["to"] == "critical"
    done = act(visit, case, "priority", to="critical", reason="It burns.")
    assert done.says("P1 critical", "Priority critical: It burns.")


def test_the_page_of_priorities_says_what_would_be_due_when(visit: Visit) -> None:
    case = case_of(priority="low")
    page = visit.get(f"/desk/c/{case.number}/act/priority/")
    assert page.says("What will happen", "critical: Response by")


def test_a_matrix_gives_the_priority(visit: Visit) -> None:
    case = case_of("handsfree")
    page = act(visit, case, "classify", row="high", column="high")
    assert page.says("P1 critical", "impact high, urgency high")


def test_kind_and_type_are_corrected_with_a_reason(visit: Visit) -> None:
    case = case_of("terrasoft")
    page = act(visit, case, "matter", kind="consultation", type="problem solving")
    page = act(visit, case, "matter", kind="problem", reason="It fails.")
    said = "Kind: problem; before it was consultation: It fails."
    assert page.says("It is corrected.", said, "problem solving")
    assert state_of(case).state.axes["type"] == "problem solving"


def test_a_word_that_changes_a_fact_says_of_which(visit: Visit) -> None:
    """The palette finds it by the fact, and so does who hears the page."""
    case = case_of("terrasoft")
    page = visit.get(f"/desk/c/{case.number}/")
    assert page.says('correct<span class="vh"> Kind</span>')
    assert page.says('change<span class="vh"> Priority</span>')
    assert page.text.count('data-key="KeyY"') == 1


def test_a_case_that_is_over_says_why_its_kind_stays(visit: Visit) -> None:
    case = case_of("terrasoft")
    page = act(visit, case, "hand-back", reason="Of another firm.")
    for what in ("kind", "type"):
        assert page.text.count(f'id="no-fact-matter-{what}"') == 1
    assert act(visit, case, "matter", kind="problem").says("reopen it first")


def test_a_correction_leaves_what_a_colleague_corrected_meanwhile(visit: Visit) -> None:
    case = case_of("terrasoft")
    form = visit.get(f"/desk/c/{case.number}/act/matter/").form.to("act/matter/")
    act(visit, case, "matter", type="problem solving")
    visit.post(form.action, **{**form.values, "kind": "problem"})
    axes = state_of(case).state.axes
    assert (axes["kind"], axes["type"]) == ("problem", "problem solving")


def test_a_charter_without_kinds_refuses_to_correct_one(visit: Visit) -> None:
    page = act(visit, case_of(), "matter")
    assert page.says("neither kinds of matter nor types of request")


def test_waiting_says_which_clocks_stop_and_ends_at_one_press(visit: Visit) -> None:
    case = replied(case_of(priority="critical"), ada())
    page = visit.get(f"/desk/c/{case.number}/act/wait/")
    assert page.says("Waiting for the customer stops:", "Next update")
    act(visit, case, "wait", on="customer", what="the log file")
    assert again(case).status == "waiting"
    visit.fill(f"/desk/c/{case.number}/", "/act/resume/")
    assert again(case).status != "waiting"


@pytest.mark.parametrize(
    ("charter", "missing", "said", "left"),
    [("roxen", "phone number, severity", "Phone: +46 8 1", "severity"),
     ("terrasoft", "contract number / protection key number", "Contract: K-7", "")],
)  # fmt: skip
def test_waiting_says_what_the_charter_asks_for_and_nobody_has_said(
    visit: Visit, charter: str, missing: str, said: str, left: str
) -> None:
    """R-ROX-5, R-TER-7."""
    case = case_of(charter, text="It is broken.")
    hint = "The charter asks for this, and nobody has said it yet: {}."
    page = f"/desk/c/{case.number}/act/wait/"
    assert visit.get(page).says(hint.format(missing))
    cleo_writes(case, said)
    assert visit.get(page).says(hint.format(left)) is bool(left)


def test_a_talk_of_before_keeps_the_response(visit: Visit) -> None:
    case = case_of(priority="critical", minutes_ago=30)
    stockholm = ada().zone
    wall = now().astimezone(ZoneInfo(stockholm)).strftime("%Y-%m-%dT%H:%M")
    page = act(visit, case, "talk", text="She says it burns.", contacted_at=wall)
    assert page.says("The talk is on the case.", "She says it burns.")
    promise = state_of(again(case)).state.promise("response")
    assert promise is not None
    assert promise.verdict == "met"


def test_a_talk_in_the_future_is_refused_with_the_text_kept(visit: Visit) -> None:
    case = case_of()
    page = act(visit, case, "talk", text="She will call.", contacted_at="2100-01-01T10:00")
    assert page.status == 422
    assert page.says("That lies in the future", "She will call.")


def test_a_tier_joins_when_the_owner_asks(visit: Visit) -> None:
    case = owned(case_of(), ada())
    page = act(visit, case, "tier", tier="tier2")
    assert page.says("They are asked to join.", "tier2 joins")


def test_a_transfer_out_of_tier_one_is_refused(visit: Visit) -> None:
    page = act(visit, case_of(), "transfer", tier="tier2")
    assert page.status == 422
    assert page.says("Ownership stays with tier1; tier2 can join instead.")


def test_a_bug_and_its_indication_are_recorded(visit: Visit) -> None:
    case = case_of("bicom")
    act(visit, case, "bug", what="critical", number="PBX-7")
    page = act(visit, case, "bug", what="indication", number="PBX-7")
    assert page.says("PBX-7 (critical, indication given)", "Patch PBX-7")


def test_a_bug_that_is_not_on_the_case_is_refused(visit: Visit) -> None:
    page = act(visit, case_of("bicom"), "bug", what="patch", number="PBX-8")
    assert page.says("The bug PBX-8 is not on this case.")


def test_a_fact_proposes_a_charge(visit: Visit) -> None:
    page = act(visit, case_of("bicom"), "fact", word="man-made error")
    assert page.says("Charge proposed: emergency charge, because of man-made error")


def test_a_fact_without_a_word_is_asked_for(visit: Visit) -> None:
    page = act(visit, case_of("bicom"), "fact", word="", other=" ")
    assert page.status == 422
    assert page.says("Choose what is recorded, or write it.")


def test_gated_work_is_refused_until_the_approval_is_there(visit: Visit) -> None:
    case = case_of("handsfree")
    refused = act(visit, case, "do", act="view the PC")
    assert refused.status == 422
    assert refused.says(
        "“view the PC” has to wait until this is on the case", "approval of the customer"
    )
    act(visit, case, "approve", what="view the PC")
    assert act(visit, case, "do", act="view the PC").says("The work is recorded.")


def test_a_contract_is_changed(visit: Visit) -> None:
    page = act(visit, case_of("bicom"), "contract", to="maintenance")
    assert page.says("The contract is changed", "Contract maintenance")


def test_the_contract_of_a_case_is_the_one_in_force_that_began_last(visit: Visit) -> None:
    case = case_of("bicom")
    today, year = now().date(), timedelta(days=365)
    for begun, ended in ((3, None), (2, None), (1, timedelta(days=9)), (-1, None)):
        since = today - begun * year
        granted(
            add_contract(
                organisation=organisation(), charter="bicom", name="maintenance", by=ben(),
                valid_since=since, valid_until=since + ended if ended else None, at=now(),
            )
        )  # fmt: skip
    act(visit, case, "contract", to="maintenance")
    contract = again(case).contract
    assert contract is not None
    assert contract.valid_since == today - 2 * year


def test_the_customers_word_closes_where_the_charter_wants_it(visit: Visit) -> None:
    case = case_of("bicom")
    resolve_case(case=case, outcome="satisfied", written=Written(text="Done."), by=ada(), at=now())
    page = visit.get(f"/desk/c/{case.number}/act/agree/")
    assert page.says("The case is closed at once.")
    act(visit, case, "agree", says="Thanks, it works!")
    assert again(case).status == "closed"


def test_both_sides_agree_where_the_charter_wants_both(visit: Visit) -> None:
    case = case_of("handsfree")
    outcome = "answered or resolved"
    resolve_case(case=case, outcome=outcome, written=Written(text="Done."), by=ada(), at=now())
    assert visit.get(f"/desk/c/{case.number}/").says("Agree for our side…")
    act(visit, case, "agree-us")
    assert again(case).status == "resolved"
    act(visit, case, "agree", says="It works.")
    assert again(case).status == "closed"


def test_a_declined_proposal_opens_the_case_again(visit: Visit) -> None:
    case = replied(case_of(), ada())
    resolve_case(case=case, outcome="", written=Written(text="Done."), by=ada(), at=now())
    act(visit, case, "decline", says="Still broken.")
    page = visit.get(f"/desk/c/{case.number}/")
    assert page.says("The customer declines: Still broken.")
    assert again(case).status != "resolved"


def test_closing_waits_for_the_bug(visit: Visit) -> None:
    case = case_of("terrasoft")
    link_bug(case=case, number="T-1", critical=False, by=ada(), at=now())
    act(visit, case, "fact", word="cause found")
    act(visit, case, "fact", word="work done")
    resolve_case(case=case, outcome="", written=Written(text="Готово."), by=ada(), at=now())
    page = visit.get(f"/desk/c/{case.number}/")
    assert page.says("“close” has to wait until this is on the case: bug closed or taken off.")
    refused = act(visit, case, "close")
    assert refused.status == 422
    act(visit, case, "bug", what="close", number="T-1")
    assert act(visit, case, "close").says("The case is closed.")


def test_a_closed_case_is_reopened(visit: Visit) -> None:
    case = case_of()
    resolve_case(case=case, outcome="", written=Written(text="Done."), by=ada(), at=now())
    act(visit, case, "close")
    assert act(visit, case, "reopen").says("The case is open again.")


def test_a_case_is_handed_back_with_the_reason(visit: Visit) -> None:
    case = case_of("handsfree")
    page = act(visit, case, "hand-back", reason="It is a toaster.")
    assert page.says("Handed back: It is a toaster.")


def test_merging_asks_for_the_other_case_and_lays_both_side_by_side(visit: Visit) -> None:
    arrival = staffed("roxen")
    goes, stays = case_of(arrival=arrival), case_of(subject="Same fire", arrival=arrival)
    url = f"/desk/c/{goes.number}/merge/"
    assert visit.get(f"{url}?into=RX9999").says("There is no case RX9999 that you may see.")
    both = visit.get(f"{url}?into={stays.number}")
    assert both.says("This case goes on", "Same fire", f"Later mail to {goes.number}")
    running = stays.number.removeprefix("RX")
    assert visit.get(f"{url}?into={running}").says("This case goes on", "Same fire")
    page = visit.fill(f"{url}?into={stays.number}", "/merge/")
    assert page.url.startswith(f"/desk/c/{stays.number}/")
    assert page.says(f"{goes.number} was merged into this one.", f"Takes in {goes.number}")
    old = visit.get(f"/desk/c/{goes.number}/")
    assert old.says(f"This case was merged into {stays.number}; go on there.")


def test_a_case_is_not_merged_into_itself(visit: Visit) -> None:
    case = case_of()
    page = visit.post(f"/desk/c/{case.number}/merge/", into=case.number)
    assert page.status == 422
    assert page.says("A case can&#39;t be merged into itself")
