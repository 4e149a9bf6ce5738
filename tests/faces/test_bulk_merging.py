"""More than two cases become one: which goes on is chosen, each is told, each can come back."""

from charterdesk.cases.commands import hand_back
from charterdesk.cases.models import Case
from charterdesk.cases.opening import Arrival
from charterdesk.kit.wallclock import now
from charterdesk.lists.models import BulkAct
from tests.apps.cast import ada, charter, dora
from tests.faces.desk_scene import case_of, owned
from tests.faces.test_bulk_more import pressed, several, ticked
from tests.faces.visiting import Visit


def taken_in() -> list[Case]:
    """The cases that ended in another one."""
    return list(Case.objects.exclude(merged_into=None).order_by("pk"))


def test_three_cases_are_laid_side_by_side_and_the_oldest_is_proposed(visit: Visit) -> None:
    cases = several(3)
    page = ticked(visit, cases, act="merge")
    assert page.says("Merge 3 cases into one", *(f"{case.number} goes on" for case in cases))
    assert page.form.to("/desk/bulk/").values["into"] == cases[0].number
    assert not taken_in()


def test_the_others_end_in_the_one_that_was_chosen_and_each_comes_back(visit: Visit) -> None:
    one, two, three = several(3)
    page = ticked(visit, [one, two, three], act="merge")
    done = pressed(visit, page, [one, two, three], into=two.number)
    assert done.says(f"Merge into {two.number}", "2 done", f"It was merged into {two.number}.")
    assert taken_in() == [one, three]
    alone = done.form
    assert f"Take {one.number} apart again" in done.text
    visit.fill(f"/desk/c/{one.number}/act/apart/", "apart")
    assert taken_in() == [three]
    back = visit.post(alone.to("/undo/").action)
    assert back.says("1 done, 1 left as they were", "It is a case of its own already.")
    assert not taken_in()


def test_one_that_can_not_be_merged_stops_none_of_the_others(visit: Visit) -> None:
    one, two, gone = several(3)
    other = case_of("bicom")
    hand_back(case=owned(gone, ada()), reason="Not ours.", by=ada(), at=now())
    cases = [one, two, gone, other]
    page = ticked(visit, cases, act="merge")
    done = pressed(visit, page, cases, into=one.number)
    assert done.says("1 done, 0 left as they were, 2 refused", "under different charters")
    assert taken_in() == [two]
    again = visit.post(done.form.to("/again/").action)
    assert again.says("1 done, 0 left as they were, 2 refused")


def test_cases_of_two_customers_are_told_so_before_any_is_refused(visit: Visit) -> None:
    one, two, three = several(3)
    contact = dora()
    hers = case_of(subject="Hers", minutes_ago=60, arrival=Arrival(
        charter=charter("roxen", at=now()), organisation=contact.organisation, contact=contact
    ))  # fmt: skip
    assert not ticked(visit, [one, two, three], act="merge").says("belong to")
    page = ticked(visit, [one, two, hers], act="merge")
    assert page.form.to("/desk/bulk/").values["into"] == one.number
    names = sorted(str(case.organisation) for case in (one, hers))
    assert page.says(f"The cases belong to 2 customers: {', '.join(names)}.")
    assert page.text.count("1 of the others can&#39;t be merged into it.") == 2
    assert page.text.count("2 of the others can&#39;t be merged into it.") == 1
    done = pressed(visit, page, [one, two, hers], into=one.number)
    assert done.says("1 done, 0 left as they were, 1 refused")
    assert taken_in() == [two]


def test_none_or_a_stranger_is_not_merged_into(visit: Visit) -> None:
    cases = several(3)
    elsewhere = case_of("bicom")
    page = ticked(visit, cases, act="merge")
    assert pressed(visit, page, cases, into=elsewhere.number).says("Choose the case that goes on.")
    assert pressed(visit, page, cases, into="").status == 422
    assert not BulkAct.objects.exists()


def test_pressed_twice_it_is_one_act(visit: Visit) -> None:
    cases = several(3)
    page = ticked(visit, cases, act="merge")
    first = pressed(visit, page, cases)
    assert pressed(visit, page, cases).url == first.url
    assert len(taken_in()) == 2
