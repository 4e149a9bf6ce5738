"""Escalating: the preview names people and times by the engine itself, then it happens so."""

import re
from datetime import timedelta

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case, Message
from charterdesk.cases.store import decide_on
from charterdesk.customers.commands import add_contract, assign_account_manager
from charterdesk.engine.commands import Tick
from charterdesk.kit.wallclock import now
from charterdesk.visit import asking
from tests.apps.cast import ada, ben, organisation
from tests.faces.desk_scene import ago, case_of, staffed
from tests.faces.visiting import Visit


def production_case() -> Case:
    """A case under a contract that has the ladder; Ben is everybody of it."""
    arrival = staffed("voxeo")
    assign_account_manager(organisation=organisation(), person=ben(), by=DESK, at=now())
    granted(
        add_contract(
            organisation=organisation(),
            charter="voxeo",
            name="production",
            valid_since=(now() - ago(60 * 24 * 30)).date(),
            by=DESK,
            at=now(),
        )
    )
    return case_of("voxeo", contract="production", channel="ticket", arrival=arrival)


def test_the_preview_names_who_is_called_and_when(visit: Visit) -> None:
    case = production_case()
    page = visit.get(f"/desk/c/{case.number}/escalate/")
    assert page.says("ladder formal", "Ben Dahl (account-manager)", "Ben Dahl (ceo)")
    assert page.says("20m after management", "unless resolved", "The customer reads")
    times = re.findall(r'ladder__step.*?<time datetime="([^"]+)"', page.text, re.DOTALL)
    assert times == sorted(times)
    assert times[0] < times[-1]


def test_nothing_is_done_by_looking(visit: Visit) -> None:
    case = production_case()
    visit.get(f"/desk/c/{case.number}/escalate/")
    assert Case.objects.get(pk=case.pk).version == case.version
    assert Case.objects.get(pk=case.pk).escalation == ""


def test_what_happens_is_what_was_shown(visit: Visit) -> None:
    case = production_case()
    shown = visit.get(f"/desk/c/{case.number}/escalate/")
    ceo_at = re.findall(r'ladder__step.*?<time datetime="([^"]+)"', shown.text, re.DOTALL)[-1]
    page = visit.fill(
        f"/desk/c/{case.number}/escalate/", "/escalate/", reason_text="All lines are dead.",
        note="The gateway refuses sessions.",
    )  # fmt: skip
    assert page.says(
        "The ladder formal is running", "Next step: ceo", "Escalated: All lines are dead."
    )
    assert not Message.objects.get(text="The gateway refuses sessions.").public
    case = Case.objects.get(pk=case.pk)
    while case.next_wake_at and case.escalation != "ceo":
        decide_on(case.pk, Tick(), case.next_wake_at)
        case.refresh_from_db()
    fired = case.events.get(kind="step_fired", data__step="ceo")
    assert abs((fired.at - now()).total_seconds() - 30 * 60) < 60
    assert ceo_at[:16] <= f"{fired.at:%Y-%m-%dT%H:%M}"


def test_the_note_for_the_next_person_is_required_and_nothing_is_lost(visit: Visit) -> None:
    case = production_case()
    page = visit.fill(f"/desk/c/{case.number}/escalate/", "/escalate/", reason_text="It burns.")
    assert page.status == 422
    assert page.says('value="It burns."')
    assert Case.objects.get(pk=case.pk).escalation == ""


def test_a_case_without_that_contract_is_refused_in_words(visit: Visit) -> None:
    case = case_of("voxeo", channel="ticket")
    url = f"/desk/c/{case.number}/"
    why = "The ladder formal is only for contract production; it has none."
    assert visit.get(url).says(why)
    assert visit.get(f"{url}escalate/").says(why)
    refused = visit.fill(f"{url}escalate/", "/escalate/", reason_text="Now!", note="Please.")
    assert refused.status == 422
    assert refused.says(why, 'value="Now!"')


def test_a_second_escalation_is_noted_and_says_so_before(visit: Visit) -> None:
    case = production_case()
    url = f"/desk/c/{case.number}/escalate/"
    visit.fill(url, "/escalate/", reason_text="It burns.", note="Hurry.")
    assert visit.get(url).says("The ladder is running already: this is noted")


def test_reasons_and_levels_are_the_charters(visit: Visit) -> None:
    case = case_of("bicom")
    page = visit.get(f"/desk/c/{case.number}/escalate/")
    assert page.says("data loss or its risk", "level 2", "The charter advises against it when:")
    done = visit.fill(
        f"/desk/c/{case.number}/escalate/", "/escalate/", step="level 2",
        reason="no satisfying solution", note="Third time.",
    )  # fmt: skip
    assert done.says("Escalated to level 2: no satisfying solution")


def test_who_was_called_acknowledges_at_one_press(visit: Visit) -> None:
    case = production_case()
    visit.fill(f"/desk/c/{case.number}/escalate/", "/escalate/", reason_text="It burns.", note="!")
    page = visit.as_(ben()).fill(f"/desk/c/{case.number}/", "/act/acknowledge/")
    assert page.says("Ben Dahl has it")
    assert "/act/acknowledge/" not in page.text


def test_de_escalating_wants_the_right_role_and_the_customers_word(visit: Visit) -> None:
    case = production_case()
    visit.fill(f"/desk/c/{case.number}/escalate/", "/escalate/", reason_text="It burns.", note="!")
    url = f"/desk/c/{case.number}/act/de-escalate/"
    refused = visit.as_(ada()).fill(url, "/act/", reason="Calm now.")
    assert refused.says("Only account-manager or director-of-support may de-escalate")
    refused = visit.as_(ben()).fill(url, "/act/", reason="Calm now.")
    assert refused.says("De-escalating needs: customer agrees.", "Calm now.")
    assert visit.fill(url, "/act/", reason="Calm now.", customer_agrees="on").says(
        "The ladder has ended."
    )


def test_a_ladder_that_runs_shows_who_was_called_and_only_notes_more(visit: Visit) -> None:
    case = production_case()
    url = f"/desk/c/{case.number}/escalate/"
    visit.fill(url, "/escalate/", reason_text="It burns.", note="Hurry.")
    page = visit.get(url)
    assert page.says("Ben Dahl (account-manager)", "Note it on the case")
    visit.fill(url, "/escalate/", reason_text="Still burning.", note="Hurry more.")
    assert visit.get(f"/desk/c/{case.number}/").says("Escalated again; the ladder runs already")


def test_a_ladder_that_waits_for_its_hours_says_when_it_begins(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of("roxen", arrival=staffed("roxen"))
    ahead = timedelta(days=6 - now().weekday() + 7)
    sunday = (now() + ahead).replace(hour=11, minute=0)
    monkeypatch.setattr(asking, "now", lambda: sunday)
    page = visit.get(f"/desk/c/{case.number}/escalate/")
    assert page.says("Nobody is called at once", "it goes to Ben Dahl", "when its hours open")
    assert "Ben Dahl now" not in page.text
