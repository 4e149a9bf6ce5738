"""The desk's own fields on the pages: declared, filled in on a case, retired, needed to close."""

import json

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import (
    Declared,
    declare_field,
    merge_case,
    retire_field,
    set_fields,
    split_case,
)
from charterdesk.cases.models import Case, CaseEvent, Message, OwnField, OwnValue
from charterdesk.cases.own_rows import values_in
from charterdesk.cases.queries import state_of
from charterdesk.cases.verifying import differences
from charterdesk.desk import listed_csv
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, admin
from tests.faces.desk_scene import case_of, cleo_writes, eve, staffed
from tests.faces.test_queue import numbers
from tests.faces.visiting import Answer, Visit

CAUSES = ("configuration", "hardware", "our defect")


def field(name: str = "Root cause", sort: str = "choice", **more: object) -> OwnField:
    """A field of the desk's, declared by its administrator."""
    choices = CAUSES if sort == "choice" else ()
    given = {"name": name, "sort": sort, "choices": choices, **more}
    return granted(declare_field(declared=Declared(**given), by=admin(), at=now()))  # type: ignore[arg-type]  # as a test gives it


def asked(one: OwnField) -> str:
    """The name of the field in forms."""
    return f"own-{one.pk}"


def held(case: Case) -> dict[str, str]:
    """What a case holds, by its events; its rows hold the same."""
    values = dict(values_in(state_of(case).state))
    rows = OwnValue.objects.filter(case=case).values_list("field__key", "value")
    assert dict(rows) == values
    assert list(differences()) == []
    return values


def filled(visit: Visit, case: Case, **data: object) -> Answer:
    """The fields form of a case, filled in and sent."""
    return visit.fill(f"/desk/c/{case.number}/act/fields/", "act/fields/", **data)


def put(case: Case, **values: str) -> None:
    """Values by the keys of their fields, by Ada."""
    answer = set_fields(case=case, values=values, by=ada(), at=now())
    assert isinstance(answer, Done), answer


def test_a_lead_declares_a_field_and_everybody_fills_it_in(visit: Visit) -> None:
    case = case_of()
    visit.as_(admin())
    page = visit.fill(
        "/desk/fields/", "/desk/fields/", **{
            "new-name": " Root   cause ", "new-sort": "choice", "new-choices": "\n".join(CAUSES),
        },
    )  # fmt: skip
    one = OwnField.objects.get()
    assert page.says("The field is there.", "Root cause", "configuration, hardware", "root-cause:")
    visit.as_(ada())
    assert visit.get(f"/desk/c/{case.number}/").says("Root cause", 'id="own-fields"')
    page = filled(visit, case, **{asked(one): "our defect"})
    assert page.says("The fields are set.", "Root cause: our defect", "q=root-cause")
    assert held(case) == {"root-cause": "our defect"}


def test_only_leads_declare_change_and_retire(visit: Visit) -> None:
    one = field()
    page = visit.get("/desk/fields/")
    assert page.says("Root cause", "An administrator or the lead of a team")
    assert "A new field" not in page.text
    for url in ("/desk/fields/", f"/desk/fields/{one.pk}/", f"/desk/fields/{one.pk}/retire/"):
        assert visit.post(url).status == 403
    assert OwnField.objects.get().retired_at is None


def test_a_field_that_can_not_be_comes_back_with_what_was_typed(visit: Visit) -> None:
    field("Site", "text")
    visit.as_(admin())
    new = {"new-name": "SITE", "new-sort": "choice", "new-choices": "one"}
    page = visit.post("/desk/fields/", **new)
    assert (page.status, page.says("at least two values", 'value="SITE"')) == (422, True)
    page = visit.post("/desk/fields/", **{**new, "new-sort": "text"})
    assert (page.status, page.says("There is a field of this name")) == (422, True)
    page = visit.post("/desk/fields/", **{**new, "new-sort": "text", "new-name": "!!"})
    assert (page.status, page.says("letters or digits")) == (422, True)
    assert OwnField.objects.count() == 1


def test_what_a_field_can_not_hold_is_said_beside_it(visit: Visit) -> None:
    case = case_of()
    size, day = field("Size", "number"), field("Due day", "date")
    for wrong in ("many", "1e9", "NaN", "٣", "1.2.3", "1" * 40):
        page = filled(visit, case, **{asked(size): wrong, asked(day): "2026-02-28"})
        assert page.status == 422
        assert page.says("“Size” is a number, such as 12 or 0.5.", 'value="2026-02-28"')
    for wrong in ("2026-02-30", "20260228", "tomorrow", "2026-W09-1"):
        assert filled(visit, case, **{asked(day): wrong}).says("“Due day” is a date")
    assert held(case) == {}
    filled(visit, case, **{asked(size): "012,50", asked(day): "2026-02-28"})
    assert held(case) == {"size": "12.5", "due-day": "2026-02-28"}


def test_each_change_stands_in_the_timeline_with_what_was_before(visit: Visit) -> None:
    case, one = case_of(), field()
    filled(visit, case, **{asked(one): "hardware"})
    page = filled(visit, case, **{asked(one): "our defect"})
    assert page.says("Root cause: our defect; before it was hardware", "Ada")
    page = filled(visit, case, **{asked(one): ""})
    assert page.says("Root cause is empty now; it was our defect")
    events = CaseEvent.objects.filter(case=case, kind="field_set")
    assert [(one.by, one.data["value"]) for one in events.order_by("seq")] == [
        ("ada", "hardware"), ("ada", "our defect"), ("ada", ""),
    ]  # fmt: skip
    assert held(case) == {}


def test_what_a_colleague_wrote_meanwhile_stays(visit: Visit) -> None:
    case, cause, _site = case_of(), field(), field("Site", "text")
    form = visit.get(f"/desk/c/{case.number}/act/fields/").form.to("act/fields/")
    put(case, site="Leeds")
    visit.post(form.action, **{**form.values, asked(cause): "hardware"})
    assert held(case) == {"root-cause": "hardware", "site": "Leeds"}


def test_what_a_form_says_that_it_showed_is_not_believed(visit: Visit) -> None:
    case, one = case_of(), field()
    for had in ("[]", "{", '"x"', json.dumps({"root-cause": 5})):
        filled(visit, case, had=had, **{asked(one): "hardware"})
    assert held(case) == {"root-cause": "hardware"}


def test_a_retired_field_is_asked_no_more_and_its_values_stay_readable(visit: Visit) -> None:
    case, other, one = case_of(), case_of(subject="Other"), field()
    put(case, **{"root-cause": "hardware"})
    visit.as_(admin())
    page = visit.post(f"/desk/fields/{one.pk}/retire/")
    assert page.says("What cases have in it stays.", "retired")
    assert visit.get(f"/desk/c/{case.number}/").says("hardware", "not asked any more")
    assert 'id="own-fields"' not in visit.get(f"/desk/c/{other.number}/").text
    assert asked(one) not in visit.get(f"/desk/c/{case.number}/act/fields/").text
    visit.post(f"/desk/fields/{one.pk}/bring-back/")
    assert asked(one) in visit.get(f"/desk/c/{other.number}/act/fields/").text


def test_a_value_that_left_the_list_can_be_left_as_it_is(visit: Visit) -> None:
    case, one, site = case_of(), field(), field("Site", "text")
    put(case, **{"root-cause": "hardware"})
    visit.as_(admin())
    change = {f"field{one.pk}-choices": "configuration\nour defect"}
    assert visit.fill("/desk/fields/", f"/desk/fields/{one.pk}/", **change).says("is changed")
    filled(visit, case, **{asked(site): "Leeds"})
    assert held(case) == {"root-cause": "hardware", "site": "Leeds"}


def test_a_field_of_another_charter_is_not_asked(visit: Visit) -> None:
    field("Site", "text", charters=("bicom",))
    case = case_of()
    assert 'id="own-fields"' not in visit.get(f"/desk/c/{case.number}/").text


def test_what_is_needed_to_close_is_asked_in_the_form_that_closes(visit: Visit) -> None:
    one = field(needed="closing")
    case = case_of()
    assert visit.get(f"/desk/c/{case.number}/").says("needed before closing")
    url = f"/desk/c/{case.number}/propose-close/"
    page = visit.fill(url, "propose-close/", message="It is mended.")
    assert (page.status, page.says("It is mended.", asked(one))) == (422, True)
    assert state_of(case).state.resolved_at is None
    page = visit.fill(url, "propose-close/", message="Mended.", **{asked(one): "hardware"})
    assert page.says("It is proposed to close the case.")
    assert held(case) == {"root-cause": "hardware"}
    assert state_of(case).state.resolved_at is not None


def test_a_refused_closing_leaves_no_value_behind(visit: Visit) -> None:
    one, case = field(needed="closing"), case_of("bicom")
    url = f"/desk/c/{case.number}/act/close/"
    page = visit.fill(url, "act/close/", **{asked(one): "hardware"})
    assert page.status == 422
    assert held(case) == {}


def test_a_field_moves_no_promise(visit: Visit) -> None:
    case, one = case_of(), field()
    before = state_of(case).state
    filled(visit, case, **{asked(one): "hardware"})
    after = state_of(case).state
    assert (after.promises, after.status, after.owner) == (
        before.promises, before.status, before.owner,
    )  # fmt: skip


def test_a_case_that_one_may_not_see_takes_no_value(visit: Visit) -> None:
    staffed("roxen")
    case, one = case_of(), field()
    visit.as_(eve())
    assert visit.get(f"/desk/c/{case.number}/act/fields/").status == 404
    assert visit.post(f"/desk/c/{case.number}/act/fields/", **{asked(one): "x"}).status == 404


def test_a_value_for_a_field_that_was_retired_meanwhile_is_refused(visit: Visit) -> None:
    case, one = case_of(), field()
    retire_field(field=one, by=admin(), at=now())
    answer = set_fields(case=case, values={"root-cause": "hardware"}, by=ada(), at=now())
    assert not isinstance(answer, Done)
    assert answer.text == "The field “Root cause” is not asked any more."


def test_a_value_is_searched_for_exactly_and_links_to_its_cases(visit: Visit) -> None:
    arrival = staffed("roxen")
    case, other = case_of(arrival=arrival), case_of(subject="Other", arrival=arrival)
    field(), field("Site", "text")
    put(case, **{"root-cause": "our defect", "site": "Hall two"})
    put(other, **{"root-cause": "hardware"})
    link = "/desk/search/?q=root-cause%3A%22our%20defect%22"
    assert visit.get(f"/desk/c/{case.number}/").says(link)
    assert numbers(visit.get(link)) == [case.number]
    assert numbers(visit.get("/desk/search/?q=Root-Cause:HARDWARE")) == [other.number]
    both = '/desk/search/?q=site:"hall two" root-cause:"our defect" down'
    assert numbers(visit.get(both)) == [case.number]
    for nothing in ("root-cause:our", 'site:"hall two" root-cause:hardware', "site:two other"):
        page = visit.get(f"/desk/search/?q={nothing}")
        assert (page.status, numbers(page)) == (200, [])


def test_a_colon_after_no_field_is_searched_for_as_words(visit: Visit) -> None:
    case = case_of(subject="Error: disk full")
    for words in ("error: disk", "error:disk", 'zebra:"'):
        page = visit.get(f"/desk/search/?q={words}")
        assert page.status == 200
        assert (case.number in page.text) == (words != 'zebra:"')


def test_a_search_shows_no_value_of_a_case_that_one_may_not_see(visit: Visit) -> None:
    case = case_of()
    field("Site", "text")
    put(case, site="Leeds")
    visit.as_(eve())
    assert numbers(visit.get("/desk/search/?q=site:Leeds")) == []


def test_the_half_of_a_split_begins_with_the_values_and_a_merge_keeps_the_targets(
    visit: Visit,
) -> None:
    case = cleo_writes(case_of())
    one = field("Site", "text")
    filled(visit, case, **{asked(one): "Leeds"})
    refs = list(Message.objects.filter(case=case).order_by("-pk").values_list("ref", flat=True))
    answer = split_case(case=case, messages=refs[:1], by=ada(), at=now(), subject="Second")
    assert isinstance(answer, Done), answer
    assert held(answer.case) == {"site": "Leeds"}
    put(answer.case, site="York")
    merged = merge_case(case=answer.case, into=case, by=ada(), at=now())
    assert isinstance(merged, Done), merged
    assert held(case) == {"site": "Leeds"}
    refused = set_fields(case=answer.case, values={"site": "Hull"}, by=ada(), at=now())
    assert not isinstance(refused, Done)
    assert refused.text == f"The case went into {case.number}: set its fields there."


def test_a_list_comes_as_a_sheet_with_a_column_for_each_field(visit: Visit) -> None:
    arrival = staffed("roxen")
    case, other = case_of(arrival=arrival), case_of(subject="=1+1", arrival=arrival)
    field(), field("Size", "number"), field("Site", "text")
    put(case, **{"root-cause": "our defect", "size": "-5", "site": "-x"})
    visit.as_(eve())
    assert case.number not in sheet(visit, "/desk/q/open/cases.csv")
    visit.as_(ada())
    lines = sheet(visit, "/desk/q/open/cases.csv").splitlines()
    assert lines[0].endswith("due at,Root cause,Size,Site")
    row = next(line for line in lines if line.startswith(case.number))
    assert row.endswith(",our defect,-5,'-x")
    assert next(line for line in lines if line.startswith(other.number)).split(",")[1] == "'=1+1"
    assert sheet(visit, "/desk/cases.csv").count("\n") == 1
    assert sheet(visit, "/desk/q/open/cases.csv?priority=low").count("\n") == 1
    assert visit.get("/desk/q/nowhere/cases.csv").status == 404
    assert visit.get("/desk/q/open/").says('formaction="/desk/q/open/cases.csv"')


def test_a_sheet_goes_on_over_its_pages(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed_csv, "AT_ONCE", 2)
    arrival = staffed("roxen")
    cases = {case_of(subject=str(number), arrival=arrival).number for number in range(5)}
    lines = sheet(visit, "/desk/q/open/cases.csv").splitlines()
    assert {line.split(",")[0] for line in lines[1:]} == cases
    assert len(lines) == 6


def sheet(visit: Visit, url: str) -> str:
    """A sheet as it is downloaded."""
    answer = visit.client.get(url)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it streams.replace("\r\n", "\n")
