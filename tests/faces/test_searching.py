"""Searching: what matched and where, narrowed by facets in the address, the nearest words."""

from urllib.parse import urlencode

import pytest

from charterdesk.cases.commands import add_note
from charterdesk.cases.messages import File, Written
from charterdesk.customers.models import Contract, LicenceKey
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben, cleo, organisation
from tests.faces.desk_scene import case_of, eve, owned, staffed
from tests.faces.test_queue import numbers
from tests.faces.visiting import Visit


def test_a_note_and_a_files_name_are_found_and_said_to_be_what_they_are(visit: Visit) -> None:
    case = case_of(files=(File("flywheel-plan.pdf", "application/pdf", b"%PDF"),))
    add_note(case=case, written=Written(text="The gasket is gone."), by=ada(), at=now())
    note = visit.get("/desk/search/?q=gaskets&in=messages")
    assert note.says(f"{case.number} · note by Ada Ek", "<mark>gasket</mark>")
    assert visit.get("/desk/search/?q=flywheel&in=messages").says("file flywheel-plan.pdf")


def test_a_cases_words_are_marked_in_subject_customer_and_number(visit: Visit) -> None:
    case = case_of(subject="Gaskets <b>leak</b>")
    found = visit.get("/desk/search/?q=gasket&in=cases")
    assert found.says("<mark>Gaskets</mark> &lt;b&gt;leak&lt;/b&gt;")
    assert visit.get("/desk/search/?q=gas&in=cases").says("<mark>Gaskets</mark>")
    begun = case.number[:4]
    assert visit.get(f"/desk/search/?q={begun}&in=cases").says(f"<mark>{begun}</mark>")
    firm = str(case.organisation).split()[0]
    assert visit.get(f"/desk/search/?q={firm}&in=cases").says(f"<mark>{firm}</mark>")
    who = str(case.contact).split()[0]
    assert visit.get(f"/desk/search/?q={who}&in=cases").says(f"<mark>{who}</mark>")
    assert case.asker not in found.text
    assert "<mark>" not in visit.get("/desk/q/open/").text


@pytest.mark.parametrize("typed", ["#{n}", "rx {n}", "RX-{n}", "rx #{n}", " №{n} "])
def test_a_number_set_apart_from_its_prefix_jumps_to_the_only_case(
    visit: Visit, typed: str
) -> None:
    case = case_of(subject="Gasket")
    running = case.number.removeprefix("RX")
    page = visit.get(f"/desk/search/?{urlencode({'q': typed.format(n=running)})}")
    assert page.url == f"/desk/c/{case.number}/"


def test_a_running_number_alone_lists_the_cases_of_it_before_what_speaks_of_it(
    visit: Visit,
) -> None:
    first, other = case_of(subject="Gasket"), case_of("bicom", subject="Pump")
    running = first.number.removeprefix("RX")
    assert other.number == f"BIC{running}"
    speaks = case_of(subject=f"Error {running}", arrival=staffed("roxen"))
    found = visit.get(f"/desk/search/?q={running}")
    assert numbers(found) == [other.number, first.number, speaks.number]
    assert numbers(visit.get(f"/desk/search/?q=%23{running}")) == numbers(found)
    assert numbers(visit.get("/desk/search/?q=10.01")) == []
    assert numbers(visit.as_(eve()).get(f"/desk/search/?q={running}")) == []


def test_hits_are_narrowed_to_what_stands_beside_them(visit: Visit) -> None:
    arrival = staffed("roxen")
    hers = owned(case_of(subject="Gasket one", arrival=arrival), ada())
    his = owned(case_of(subject="Gasket two", arrival=arrival), ben())
    page = visit.get("/desk/search/?q=gasket")
    assert page.says("Owner:", "in=cases&amp;owner=ben")
    assert sorted(numbers(page)) == sorted([hers.number, his.number])
    narrow = visit.get("/desk/search/?q=gasket&in=cases&owner=ben")
    assert numbers(narrow) == [his.number]
    assert narrow.says("Owner: Ben Dahl", 'class="chip" href="/desk/search/?q=gasket&amp;in=cases"')
    messages = visit.get("/desk/search/?q=nothing works&in=messages&owner=ben")
    assert messages.says(his.number)
    assert not messages.says(hers.number)


def test_where_nothing_is_left_the_last_filter_is_taken_away(visit: Visit) -> None:
    case_of(subject="Gasket")
    page = visit.get("/desk/search/?q=gasket&in=cases&state=closed&owner=ben")
    assert page.says(
        "Take the last filter away", 'href="/desk/search/?q=gasket&amp;in=cases&amp;state=closed"'
    )


@pytest.mark.parametrize(("typed", "meant"), [
    ("gasqet", "gasket"), ("agsket", "gasket"), ("gaskket broken", "gasket broken"),
    ("пркладка", "прокладка"), ("ghjrkflrf", "прокладка"),
])  # fmt: skip
def test_the_nearest_words_that_somebody_wrote_are_offered(
    visit: Visit, typed: str, meant: str
) -> None:
    case_of(subject="Gasket", text="The gasket is broken, прокладка протекла.")
    page = visit.get(f"/desk/search/?q={typed}")
    assert page.says(f"Did you mean “{meant}”?")


def test_nearest_words_come_from_cases_in_sight_alone(visit: Visit) -> None:
    case_of(subject="Carburettor", text="The carburettor.")
    page = visit.as_(eve()).get("/desk/search/?q=carburetor")
    assert not page.says("Did you mean")


def test_a_contract_and_a_licence_key_and_a_telephone_number_say_whose_they_are(
    visit: Visit,
) -> None:
    staffed("roxen")
    contact = cleo()
    contact.phone, contact.phone_key = "+46 8 123 45 67", "6 8123 4567".replace(" ", "")
    contract = Contract.objects.create(
        organisation=organisation(), charter="roxen", name="Gold", number="C-77/4",
        valid_since="2026-01-01",
    )  # fmt: skip
    LicenceKey.objects.create(contract=contract, number="GX-900")
    for words in ("c-77/4", "gx-900"):
        page = visit.get(f"/desk/search/?q={words}&in=customers")
        assert page.says("Customer Ltd", "has the number")


@pytest.mark.parametrize("query", [
    "customer=x", "customer=999999999999999999999", "owner='", "state=%00", "charter=<script>",
    "in=nothing", "state=open&customer=-1",
])  # fmt: skip
def test_a_filter_that_is_none_finds_nothing_and_breaks_nothing(visit: Visit, query: str) -> None:
    case_of(subject="Gasket")
    page = visit.get(f"/desk/search/?q=gasket&{query}")
    assert page.status == 200
    assert "<script>" not in page.text.replace('<script src="', "")
