"""Two cases that lead to each other."""

from charterdesk.cases.models import Case, CaseLink
from tests.faces.desk_scene import case_of, eve, staffed
from tests.faces.visiting import Answer, Visit


def act(visit: Visit, case: Case, name: str, **data: object) -> Answer:
    """Open the act's form and send it."""
    return visit.fill(f"/desk/c/{case.number}/act/{name}/", f"act/{name}/", **data)


def test_two_cases_lead_to_each_other_once_and_no_more(visit: Visit) -> None:
    arrival = staffed("roxen")
    one, other = case_of(arrival=arrival), case_of(subject="Other", arrival=arrival)
    act(visit, one, "relate", number=other.number, what="put")
    act(visit, other, "relate", number=one.number.lower(), what="put")
    assert CaseLink.objects.count() == 1
    for case, linked in ((one, other), (other, one)):
        assert visit.get(f"/desk/c/{case.number}/").says(linked.number, "linked")
    act(visit, other, "relate", number=one.number, what="off")
    assert not CaseLink.objects.exists()
    assert act(visit, one, "relate", number=other.number, what="off").says("There is no such link")


def test_a_case_is_not_linked_to_itself_nor_to_one_that_is_not_seen(visit: Visit) -> None:
    case = case_of()
    assert act(visit, case, "relate", number=case.number, what="put").status == 422
    assert act(visit, case, "relate", number="RX9999", what="put").says("There is no case RX9999")
    stranger = visit.as_(eve())
    assert stranger.get(f"/desk/c/{case.number}/act/relate/").status == 404
