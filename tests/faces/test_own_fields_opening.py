"""Kinds, types and the desk's own fields where a case is opened: by hand, and by customers."""

import pytest

from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.queries import state_of
from tests.apps.cast import CLEO_ADDRESS, ben
from tests.faces.desk_scene import staffed
from tests.faces.portal_scene import asked_through, browser, only_case, served
from tests.faces.test_new import CALL, opened, wall
from tests.faces.test_own_fields import asked, field, held
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db

WORDS = {"subject": "Till two is slow", "kind": "problem"}


def test_a_call_is_logged_with_kind_type_and_fields(visit: Visit) -> None:
    """R-TER-8, R-TER-10."""
    staffed("terrasoft")
    cause, site = field(), field("Site", "text", needed="opening")
    page = opened(
        visit, kind="problem", type="problem solving",
        **{asked(cause): "hardware", asked(site): " Hall  two "},
    )  # fmt: skip
    assert page.says("is open.", "Site: Hall two")
    case = Case.objects.get()
    assert held(case) == {"root-cause": "hardware", "site": "Hall two"}
    axes = state_of(case).state.axes
    assert (axes["kind"], axes["type"]) == ("problem", "problem solving")
    assert {one.by for one in CaseEvent.objects.filter(kind="field_set")} == {"ada"}


def test_a_charter_without_kinds_asks_for_none(visit: Visit) -> None:
    staffed("roxen")
    form = visit.get("/desk/new/").form.to("/desk/new/")
    assert not {"kind", "type"} & set(form.values)
    assert 'class="fold"' not in visit.get("/desk/new/").text


def test_what_is_needed_is_asked_and_nothing_typed_is_lost(visit: Visit) -> None:
    staffed("roxen")
    site, size = field("Site", "text", needed="opening"), field("Size", "number")
    page = opened(visit, **{asked(size): "huge"})
    assert page.status == 422
    assert page.says("She hears nothing.", "“Size” is a number", 'value="huge"')
    assert page.says('<details class="fold" open>', f'href="#f-{asked(site)}"')
    assert not Case.objects.exists()


def test_fields_that_nobody_has_to_fill_in_lie_behind_a_fold(visit: Visit) -> None:
    staffed("roxen")
    site, size = field("Site", "text", needed="opening"), field("Size", "number")
    before, _fold, behind = visit.get("/desk/new/").text.partition('<details class="fold">')
    assert (asked(site) in before, asked(size) in behind) == (True, True)


def test_a_field_of_another_kind_of_matter_is_not_needed_and_not_kept(visit: Visit) -> None:
    staffed("terrasoft")
    one = field("Site", "text", needed="opening", matters=("remote set-up",))
    assert opened(visit, kind="remote set-up").says("“Site” is needed")
    assert opened(visit, kind="problem", **{asked(one): "Leeds"}).says("is open.")
    assert held(Case.objects.get()) == {}


def test_a_kind_that_is_corrected_says_which_fields_come_and_go(visit: Visit) -> None:
    staffed("terrasoft")
    field("Site", "text", matters=("remote set-up",))
    field("Cause", "text", matters=("problem",))
    opened(visit, kind="problem")
    page = visit.get(f"/desk/c/{Case.objects.get().number}/act/matter/")
    assert page.says(
        "No promise moves by it", "remote set-up: also asks for Site", "does not ask for Cause"
    )


def test_another_charter_keeps_what_was_typed_into_fields(visit: Visit) -> None:
    staffed("roxen")
    staffed("bicom")
    one = field("Site", "text")
    page = opened(visit, charter="bicom", asked_as="roxen", **{asked(one): "Leeds"})
    assert page.says("the channels and priorities of the other charter", 'value="Leeds"')


def test_a_form_sent_twice_is_one_case_with_its_values_once(visit: Visit) -> None:
    staffed("roxen")
    one = field("Site", "text")
    form = visit.get("/desk/new/").form.to("/desk/new/")
    given = {**form.values, **CALL, "contact": CLEO_ADDRESS, asked(one): "Leeds"}
    visit.post(form.action, **given)
    visit.post(form.action, **given)
    assert held(Case.objects.get()) == {"site": "Leeds"}
    assert CaseEvent.objects.filter(kind="field_set").count() == 1


def test_a_contact_of_long_ago_brings_its_fields_once_it_is_confirmed(visit: Visit) -> None:
    staffed("roxen")
    one = field("Site", "text")
    page = opened(visit, contacted_at=wall(60 * 30), ask_head="yes", **{asked(one): "Leeds"})
    assert page.says("It is kept; the head is asked to confirm it.")
    visit.as_(ben())
    assert visit.fill(page.url, "/late/", answer="confirm").status == 200
    assert held(Case.objects.get()) == {"site": "Leeds"}


def test_customers_fill_in_what_is_shown_to_them_and_see_it() -> None:
    served("corner")
    shown = field("Till", "text", is_shown=True, needed="opening")
    inner = field("Root cause", "choice")
    visit = browser()
    details = asked_through(visit, upto="details", **WORDS)
    refused = visit.fill(details.url, "/details/", text="Since this morning.")
    assert refused.status == 422
    assert refused.says("Since this morning.", "Till")
    assert asked(inner) not in refused.text
    promised = asked_through(visit, **WORDS, text="Slow.", **{asked(shown): "Number 2"})
    assert promised.says("Till", "Number 2")
    visit.fill(promised.url, "/send/")
    case = only_case()
    assert held(case) == {"till": "Number 2"}
    assert CaseEvent.objects.get(case=case, kind="field_set").by == "customer"
    assert visit.get(f"/cases/{case.number}/").says("<dt>Till</dt>", "Number 2")


def test_customers_do_not_see_the_teams_fields() -> None:
    served("corner")
    inner = field("Root cause", "choice")
    visit = browser()
    promised = asked_through(visit, **WORDS, text="Slow.", **{asked(inner): "our defect"})
    visit.fill(promised.url, "/send/")
    case = only_case()
    assert held(case) == {}
    assert "Root cause" not in visit.get(f"/cases/{case.number}/").text
