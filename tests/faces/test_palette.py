"""The palette: a number jumps, a word names cases, people, customers, equipment and articles."""

import re

from charterdesk.customers.models import Contract
from tests.apps.cast import ben, cleo, organisation
from tests.faces.desk_scene import case_of, eve, staffed
from tests.faces.visiting import Answer, Visit


def hits(page: Answer) -> list[str]:
    """The names of the lines, in their order."""
    return re.findall(r'class="palette__name">([^<]*)<', page.text)


def test_a_number_leads_to_its_case_first(visit: Visit) -> None:
    case = case_of(subject="Signals are dark")
    page = visit.get(f"/desk/palette/?part=1&q={case.number}")
    assert hits(page)[0] == f"{case.number} Signals are dark"
    assert page.says(f'data-url="/desk/c/{case.number}/"', "Customer Ltd")


def test_a_running_number_leads_to_the_cases_that_may_be_meant(visit: Visit) -> None:
    first, other = case_of(subject="Signals"), case_of("bicom", subject="Pump")
    running = first.number.removeprefix("RX")
    assert hits(visit.get(f"/desk/palette/?part=1&q={running}"))[:2] == [
        f"{other.number} Pump", f"{first.number} Signals",
    ]  # fmt: skip
    assert hits(visit.get(f"/desk/palette/?part=1&q=rx {running}"))[0] == f"{first.number} Signals"


def test_the_beginning_of_a_word_finds_cases_and_people(visit: Visit) -> None:
    case = case_of(subject="Signals are dark")
    assert f"{case.number} Signals are dark" in hits(visit.get("/desk/palette/?part=1&q=signa"))
    page = visit.get("/desk/palette/?part=1&q=dahl")
    assert page.says("Ben Dahl", 'data-url="/desk/q/open/?owner=ben"')


def test_a_contract_number_leads_to_its_customer(visit: Visit) -> None:
    staffed("roxen")
    Contract.objects.create(
        organisation=organisation(), charter="roxen", name="Gold", number="C-77/4",
        valid_since="2026-01-01",
    )  # fmt: skip
    page = visit.get("/desk/palette/?part=1&q=c-77/4")
    assert page.says("Customer Ltd", f'data-url="/desk/orgs/{organisation().pk}/"')


def test_an_address_and_a_telephone_number_lead_to_who_has_them(visit: Visit) -> None:
    staffed("roxen")
    contact = cleo()
    assert "Cleo Lind" in hits(visit.get(f"/desk/palette/?part=1&q={contact.addresses.get()}"))


def test_a_saved_view_and_a_place_are_gone_to_by_their_names(visit: Visit) -> None:
    staffed("roxen")
    visit.fill("/desk/views/new/?base=all", "views/new/", name="Night fires")
    assert "Night fires" in hits(visit.get("/desk/palette/?part=1&q=fires"))
    assert "Unassigned" in hits(visit.get("/desk/palette/?part=1&q=unass"))


def test_without_words_the_last_cases_stand_first(visit: Visit) -> None:
    arrival = staffed("roxen")
    first = case_of(subject="One", arrival=arrival)
    second = case_of(subject="Two", arrival=arrival)
    visit.get(f"/desk/c/{first.number}/")
    visit.get(f"/desk/c/{second.number}/")
    assert hits(visit.get("/desk/palette/?part=1"))[:2] == [
        f"{second.number} Two", f"{first.number} One",
    ]  # fmt: skip


def test_what_somebody_else_looked_at_in_this_browser_is_not_shown(visit: Visit) -> None:
    case = case_of(subject="One")
    visit.get(f"/desk/c/{case.number}/")
    assert f"{case.number} One" not in hits(visit.as_(ben()).get("/desk/palette/?part=1"))


def test_a_case_out_of_sight_is_not_found_and_not_remembered(visit: Visit) -> None:
    case = case_of(subject="Signals are dark")
    stranger = visit.as_(eve())
    stranger.client.cookies["recent"] = f"{eve().pk}:{case.number}"
    assert not stranger.get("/desk/palette/?part=1").says(case.number)
    found = hits(stranger.get("/desk/palette/?part=1&q=signals"))
    assert found == ["Search for “signals”"]


def test_it_is_a_page_too(visit: Visit) -> None:
    case = case_of(subject="Signals are dark")
    page = visit.get("/desk/palette/?q=signals")
    assert page.says("<h1>Go to</h1>", f'<a href="/desk/c/{case.number}/">')


def test_whatever_is_typed_is_only_words(visit: Visit) -> None:
    staffed("roxen")
    for words in ("'", '"; DROP', "%25", "\\", "a" * 500, "\u200b", "(", "🦉", "<script>"):
        page = visit.get(f"/desk/palette/?part=1&q={words}")
        assert page.status == 200
        assert "<script>" not in page.text
