"""Labels on the pages: on a case, in a list, in its address, on ticked rows, and their own page."""

from charterdesk.accounts.models import Membership, Team
from charterdesk.cases.models import Case, CaseLabel, Label
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, admin
from tests.faces.desk_scene import case_of, eve, staffed
from tests.faces.test_queue import numbers
from tests.faces.visiting import Answer, Visit


def labelled(visit: Visit, case: Case, **data: object) -> Answer:
    """The labels form of a case, filled in and sent."""
    return visit.fill(f"/desk/c/{case.number}/act/labels/", "act/labels/", **data)


def names_on(case: Case) -> list[str]:
    """The names of the case's labels."""
    return sorted(CaseLabel.objects.filter(case=case).values_list("label__name", flat=True))


def test_a_new_label_stands_on_the_case_by_word_and_shape(visit: Visit) -> None:
    case = case_of()
    page = labelled(visit, case, name=" Board   swap ", mark="diamond")
    assert page.says("The labels are set.", 'data-mark="diamond"', "<span>Board swap</span>")
    assert visit.get("/desk/q/open/").says('data-kind="label"', "<span>Board swap</span>")


def test_a_label_of_another_case_of_letters_is_the_same_label(visit: Visit) -> None:
    case = case_of()
    labelled(visit, case, name="ПРОКСИ")
    labelled(visit, case, name="прокси", mark="bar")
    assert names_on(case) == ["ПРОКСИ"]
    assert Label.objects.get().mark == "circle"


def test_what_a_colleague_labelled_meanwhile_stays(visit: Visit) -> None:
    case = case_of()
    labelled(visit, case, name="mine")
    form = visit.get(f"/desk/c/{case.number}/act/labels/").form.to("act/labels/")
    labelled(visit, case, name="theirs", labels=[Label.objects.get(name="mine").pk])
    visit.post(form.action, **{**form.values, "labels": []})
    assert names_on(case) == ["theirs"]


def test_a_list_is_narrowed_to_a_label_by_its_address(visit: Visit) -> None:
    arrival = staffed("roxen")
    case = case_of(arrival=arrival)
    case_of(subject="Other", arrival=arrival)
    labelled(visit, case, name="Board swap")
    page = visit.get("/desk/q/open/?label=board%20swap")
    assert numbers(page) == [case.number]
    assert page.says("Label: board swap", '<option value="Board swap"')
    assert numbers(visit.get("/desk/q/open/?label=nothing")) == []


def test_ticked_rows_are_labelled_and_it_can_be_undone(visit: Visit) -> None:
    arrival = staffed("roxen")
    had, free = case_of(arrival=arrival), case_of(subject="Other", arrival=arrival)
    labelled(visit, had, name="VIP")
    label = Label.objects.get()
    page = visit.post(
        "/desk/bulk/", act="label", owner="ada", label=label.pk, ref=[had.number, free.number]
    )
    assert page.says("1 done, 1 left as they were, 0 refused", "It had the label already.")
    assert names_on(free) == ["VIP"]
    undo = page.form.to("/undo/")
    back = visit.post(undo.action, **undo.values)
    assert back.says("Undo: Put the label “VIP” on", "1 done, 0 left")
    assert (names_on(had), names_on(free)) == (["VIP"], [])


def test_bulk_with_a_label_that_is_gone_does_nothing(visit: Visit) -> None:
    case = case_of()
    for label in ("7", "-1", "x", "9" * 30, ""):
        page = visit.post("/desk/bulk/", act="label", label=label, ref=[case.number])
        assert page.status == 422


def test_a_case_that_one_may_not_see_gets_no_label(visit: Visit) -> None:
    case = case_of()
    labelled(visit, case, name="VIP")
    CaseLabel.objects.all().delete()
    stranger = visit.as_(eve())
    assert stranger.get(f"/desk/c/{case.number}/act/labels/").status == 404
    stranger.post("/desk/bulk/", act="label", label=Label.objects.get().pk, ref=[case.number])
    assert names_on(case) == []


def test_a_lead_renames_a_label_and_drops_it(visit: Visit) -> None:
    case = case_of()
    labelled(visit, case, name="VIP")
    Membership.objects.create(person=ada(), team=Team.objects.create(name="Leads"), is_lead=True)
    label = Label.objects.get()
    page = visit.fill(
        "/desk/labels/", f"labels/{label.pk}/", **{f"label{label.pk}-name": "Key account"}
    )
    assert page.says("The label is changed.")
    assert names_on(case) == ["Key account"]
    visit.post(f"/desk/labels/{label.pk}/drop/")
    assert (names_on(case), Label.objects.count()) == ([], 0)


def test_two_labels_never_share_a_name(visit: Visit) -> None:
    visit.as_(admin())
    made = {"made_by": admin(), "made_at": now()}
    one = Label.objects.create(name="One", key="one", **made)
    Label.objects.create(name="Two", key="two", **made)
    page = visit.post(
        f"/desk/labels/{one.pk}/", **{f"label{one.pk}-name": "TWO", f"label{one.pk}-mark": "bar"}
    )
    assert page.status == 422
    assert page.says("There is another label of this name", 'value="TWO"')


def test_only_a_lead_changes_labels(visit: Visit) -> None:
    labelled(visit, case_of(), name="VIP")
    label = Label.objects.get()
    assert visit.get("/desk/labels/").says("VIP", "An administrator or the lead of a team")
    assert visit.post(f"/desk/labels/{label.pk}/drop/").status == 403
    sent = {f"label{label.pk}-name": "Mine", f"label{label.pk}-mark": "bar"}
    assert visit.post(f"/desk/labels/{label.pk}/", **sent).status == 403
    assert Label.objects.get().name == "VIP"


def test_a_label_moves_no_promise(visit: Visit) -> None:
    case = case_of()
    version = Case.objects.get(pk=case.pk).version
    labelled(visit, case, name="VIP")
    assert Case.objects.get(pk=case.pk).version == version
