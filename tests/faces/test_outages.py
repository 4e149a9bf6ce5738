"""Cases of one outage in the browser: from a list, from a case, and what is done to all of them."""

import pytest

from charterdesk.cases.commands import attach_case
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from tests.apps.cast import ada
from tests.faces.desk_scene import case_of
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


def parent_with(count: int) -> tuple[Case, list[Case]]:
    """A case that is the outage of some others."""
    parent = case_of(subject="The switch")
    children = [case_of(subject=f"No calls {number}") for number in range(count)]
    for child in children:
        attach_case(case=child, parent=parent, by=ada(), at=now())
    return parent, children


def test_ticked_cases_of_a_list_become_one_outage(visit: Visit) -> None:
    cases = [case_of(subject="First"), case_of(subject="Second")]
    refs = [case.number for case in cases]
    asked = visit.post("/desk/bulk/", act="outage", ref=refs, back="/desk/q/open/")
    page = visit.get(asked.url)
    assert page.status == 200
    assert ", ".join(refs) in page.text
    done = visit.post("/desk/outage/", do="open", ref=refs, subject="Malmö is down", back="/desk/")
    parent = Case.objects.get(subject="Malmö is down")
    assert "2 done, 0 refused" in done.text
    assert [c.parent for c in Case.objects.filter(number__in=refs)] == [parent, parent]


def test_ticked_cases_go_under_a_known_outage_and_a_wrong_number_is_said(visit: Visit) -> None:
    parent, case = case_of(subject="The switch"), case_of(subject="No calls")
    wrong = visit.post("/desk/outage/", do="join", ref=[case.number], into="X9", back="/desk/")
    assert wrong.status == 422
    assert "There is no case X9 that you may see." in wrong.text
    visit.post("/desk/outage/", do="join", ref=[case.number], into=parent.number, back="/desk/")
    case.refresh_from_db()
    assert case.parent == parent


def test_the_page_of_an_outage_shows_its_cases_and_a_case_shows_its_outage(visit: Visit) -> None:
    parent, children = parent_with(2)
    page = visit.get(f"/desk/c/{parent.number}/outage/")
    assert all(child.number in page.text for child in children)
    assert "2 cases are open." in page.text
    assert "first answer" in page.text.lower() or "response" in page.text.lower()
    case = visit.get(f"/desk/c/{children[0].number}/")
    assert f'href="/desk/c/{parent.number}/' in case.text
    assert "2 cases of it" in visit.get(f"/desk/c/{parent.number}/").text


def test_one_update_goes_to_every_customer(visit: Visit) -> None:
    parent, children = parent_with(2)
    page = visit.post(
        f"/desk/c/{parent.number}/outage/", do="update", message="We know the cause.", key="k"
    )
    assert "2 done, 0 refused" in page.text
    for child in children:
        assert Notice.objects.filter(case=child, kind="reply").count() == 1


def test_closing_all_says_of_each_what_it_lacks_and_a_message_lets_them_go(visit: Visit) -> None:
    parent, children = parent_with(2)
    where = f"/desk/c/{parent.number}/outage/"
    refused = visit.post(where, do="resolve", key="one")
    assert "0 done, 2 refused" in refused.text
    done = visit.post(where, do="resolve", closing_message="It works again.", key="two")
    assert "2 done, 0 refused" in done.text
    assert all(load(child.pk).state.is_resolved for child in children)


def test_a_case_is_taken_out_with_a_reason(visit: Visit) -> None:
    parent, children = parent_with(1)
    where = f"/desk/c/{children[0].number}/outage/"
    assert visit.post(where, do="leave").status == 422
    visit.post(where, do="leave", reason="another cause")
    assert load(children[0].pk).state.parent == ""
    assert load(parent.pk).state.children == ()


def test_what_is_no_act_of_an_outage_is_not_found(visit: Visit) -> None:
    case = case_of()
    assert visit.post(f"/desk/c/{case.number}/outage/", do="explode").status == 404


def test_a_refusal_keeps_the_page_and_says_why(visit: Visit) -> None:
    parent, children = parent_with(1)
    lone = case_of(subject="Lone")
    page = visit.post(f"/desk/c/{lone.number}/outage/", do="join", into=children[0].number)
    assert page.status == 422
    assert parent.number in page.text
