"""A day of each of the five companies, played on the sample desk in the browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.day import Days, Desk
from tests.command.demo_desk import running

pytestmark = [pytest.mark.slow, pytest.mark.browser]

ODILE, ANNA = "odile@quiet-quarry.example", "anna@lighthouse-biscuits.example"
PERCY, OAT, PETR = "percy@hello-pigeon.example", "oat@porridge-sons.example", "petr@primer.example"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Days]:
    """A demo on an empty directory, and the browser; all that was played holds afterwards."""
    with running(tmp_path_factory.mktemp("days") / "demo") as demo:
        yield Days(demo, chromium)
        assert demo.run("verify").endswith("cases, 0 differences\n")


@pytest.fixture(scope="module")
def robin(days: Days) -> Iterator[Desk]:
    """You, at the desk, all day long."""
    with days.desk_of(days.demo.sign_in) as desk:
        yield desk


def test_roxen_who_answers_a_voice_mail_owns_it_until_the_customer_has_it(
    days: Days, robin: Desk
) -> None:
    """R-ROX-7, R-ROX-8, R-ROX-9, R-ROX-10, R-ROX-14, R-ROX-18, R-ROX-20."""
    robin.opens(
        "roxen", contact=ANNA, subject="The tin catalogue is upside down", channel="voicemail",
        body="Normal. Please call +46 8 555 01 01.", answered="no", priority="normal",
    )  # fmt: skip
    expect(robin.page.locator(".clock[data-kind=response]")).to_contain_text("due")
    robin.replies("Anna, I see it: the pictures came without their turning mark.")
    expect(robin.page.locator(".clock[data-kind=response] .clock__word")).to_contain_text("kept")
    robin.sees("Robin Sample")
    with days.customer(ANNA, robin.number) as page:
        expect(page.locator("main")).to_contain_text("Your contact: Robin Sample")
    robin.does("act/activate")
    robin.sees("Work has begun.")
    robin.does("act/transfer", tier="tier2")
    robin.sees("Ownership stays with tier1")
    robin.does("act/tier", tier="tier2")
    robin.sees("They are asked to join.")
    robin.does("act/priority", to="high", reason="The customer asks for more attention")
    expect(robin.page.locator("#run-title")).to_contain_text("The ladder attention is running")
    robin.does("propose-close", message="Every tin stands upright again.")
    robin.sees("It is proposed to close the case.")


def test_voxeo_a_critical_call_wakes_the_managers_until_the_all_clear(
    days: Days, robin: Desk
) -> None:
    """R-VOX-5, R-VOX-8, R-VOX-10, R-VOX-12, R-VOX-14."""
    robin.opens(
        "voxeo", contact=PERCY, subject="No agent hears a caller", channel="phone",
        body="Percy: nobody hears a caller since ten minutes.", answered="yes", priority="normal",
    )  # fmt: skip
    robin.does("act/priority", to="critical", reason="Traffic is affected")
    expect(robin.page.locator("#run-title")).to_contain_text("The ladder formal is running")
    days.mailed("irina@sample-desk.example", robin.number)
    robin.go(f"desk/c/{robin.number}/incident/")
    robin.sees("Hugo Umbrella", "Irina Thistle", "Tove Marmalade", "ceo")
    robin.does("act/reached", choose=("Hugo Umbrella", "Irina Thistle", "Tove Marmalade"))
    robin.does("act/de-escalate", reason="Calls are back", customer_agrees="on")
    robin.sees("account-manager")
    robin.go(f"desk/c/{robin.number}/incident/")
    robin.page.get_by_role("textbox", name="To the customer").fill("A gateway is started anew.")
    robin.page.get_by_role("button", name="Send the update").click()
    robin.sees("The update is on its way.")
    robin.does(
        "public", title="Calls without sound", affected="Telephony", state="identified",
        text="One gateway is started anew.",
    )  # fmt: skip
    with days.stranger("status/") as page:
        expect(page.locator("main")).to_contain_text("Calls without sound")
    robin.does("propose-close", message="Sound is back on all lines.")
    robin.sees("It is proposed to close the case.")
    robin.go(f"desk/c/{robin.number}/proof/")
    robin.sees("management")
    days.mailed("tove@sample-desk.example", f"[{robin.number}] All clear")


def test_bicom_an_emergency_of_their_own_making_is_charged_and_the_rest_quoted(
    days: Days, robin: Desk
) -> None:
    """R-BIC-19, R-BIC-21, R-BIC-36, R-BIC-39, R-BIC-41."""
    days.writes(ODILE, "emergency@bicom.example", "No line to Lyon")
    robin.finds("No line to Lyon")
    robin.sees("emergency", "QQ-2026")
    robin.replies("Odile, your dial plan was changed this morning. The former one is back.")
    expect(robin.page.locator(".clock[data-kind=response] .clock__word")).to_contain_text("kept")
    robin.costs("evidence", word="man-made error", text="The dial plan was changed by hand.")
    robin.sees("emergency charge")
    robin.does("act/fact", word="cause", value="a change of the dial plan")
    robin.costs("book", minutes="0:25", work="support", note="Put the former plan back")
    with days.colleague("ben") as ben:
        ben.number = robin.number
        ben.costs("decide", name="emergency charge", amount="150", reason="A change of their own")
        ben.sees("150.00 EUR")
    robin.costs("quote", text="A second plan for holidays", time_frame="2 working days",
                amount="160", currency="EUR")  # fmt: skip
    with days.customer(ODILE, robin.number) as page:
        page.get_by_role("button", name="Accept the quote").click()
        expect(page.locator("main")).to_contain_text("Accepted")
    robin.does("act/do", act="do the work")
    robin.does(
        "propose-close", outcome="satisfied", message="Lyon answers, and holidays have a plan."
    )
    with days.customer(ODILE, robin.number) as page:
        page.locator("#ending button").first.click()
        expect(page.locator("main")).to_contain_text("Closed")


def test_handsfree_both_sides_agree_before_an_incident_closes(days: Days, robin: Desk) -> None:
    """R-HFN-8, R-HFN-12, R-HFN-15, R-HFN-17, R-HFN-18."""
    robin.opens(
        "handsfree", contact=OAT, subject="Every second label is blank", channel="phone",
        body="Dr. Porridge: every second label comes out blank.", answered="yes", row="high",
        column="medium",
    )  # fmt: skip
    robin.sees("P2 high", "impact high, urgency medium")
    robin.does("equipment", tag="PS-LBL-3")
    robin.does("act/do", act="diagnose")
    robin.sees("investigation by consultant")
    robin.does("act/fact", word="investigation by consultant", value="yes")
    robin.does("act/do", act="diagnose")
    robin.does("act/transfer", tier="tier II")
    days.mailed(OAT, "tier II")
    robin.does("act/do", act="take data")
    robin.sees("approval")
    robin.does("act/wait", on="customer", what="take data")
    with days.customer(OAT, robin.number) as page:
        page.get_by_role("button", name="Approve take data").click()
        expect(page.locator("main")).to_contain_text("you approved this")
    robin.does("act/do", act="take data")
    robin.does("propose-close", outcome="answered or resolved", message="The sensor was dusty.")
    robin.does("act/agree-us")
    with days.customer(OAT, robin.number) as page:
        page.locator("#ending button").first.click()
        expect(page.locator("main")).to_contain_text("Closed")


def test_handsfree_a_machine_reports_before_anybody_calls(days: Days, robin: Desk) -> None:
    """R-HFN-10, R-HFN-13."""
    robin.go("desk/alerts-new/")
    fields = {"name": "ps-watch", "via": "handsfree/machine", "asset_label": "asset",
              "organisation": "Porridge & Sons Clinics"}  # fmt: skip
    for name, value in fields.items():
        field = robin.page.locator(f"[name='source-{name}']")
        field.select_option(value) if name == "via" else field.fill(value)
    robin.page.locator("main form button[type=submit]").last.click()
    door = robin.page.locator("#keyed").input_value()
    alert = {"labels": {"alertname": "The disks of PS-NAS-2 are full", "asset": "PS-NAS-2"},
             "status": "firing", "fingerprint": "0123456789abcdef",
             "startsAt": "2026-11-22T08:00:00Z"}  # fmt: skip
    for status in ("firing", "resolved"):
        said = {"version": "4", "status": status, "alerts": [{**alert, "status": status}]}
        assert robin.page.request.post(door, data=said).status == 200
        robin.finds("The disks of PS-NAS-2 are full")
    robin.sees("PS-NAS-2")
    expect(robin.page.locator(".clock[data-kind=response] .clock__word")).not_to_contain_text(
        "kept"
    )


def test_terrasoft_incident_and_bug_are_closed_together(days: Days) -> None:
    """R-TER-5, R-TER-7, R-TER-8, R-TER-15, R-TER-17, R-TER-19."""
    with days.colleague("lena", locale="ru-RU") as lena:
        lena.opens(
            "terrasoft", contact="TS-4711-0001", subject="Накладная не печатается",
            channel="phone", body="Печать накладной останавливается.", answered="yes",
            row="stopped", kind="consultation", who="Пётр",
        )  # fmt: skip
        lena.sees("ООО «Пример и Ко»", "high")
        lena.does("act/matter", kind="problem", reason="Останавливается и у других")
        lena.sees("Вид: problem; было: consultation")
        lena.does("act/do", act="pass to line 2")
        lena.sees("bug number")
        lena.sends("bugs", "/raise/", **{"raise-tracker": "crm"})
        lena.asks_until(f"desk/c/{lena.number}/bugs/", "crm#")
        label = re.search(r"crm#(\d+)", lena.page.locator("main").inner_text())
        assert label
        lena.does("act/do", act="pass to line 2")
        lena.does("act/fact", word="cause found", value="да")
        lena.does("act/fact", word="work done", value="да")
        lena.does("propose-close", message="Печатается.")
        lena.does("act/close")
        lena.sees("bug closed")
        lena.page.goto(f"{days.demo.bugs}issues/{label[1]}")
        lena.page.get_by_role("button", name="Close the bug").click()
        lena.sends("bugs", "/look/")
        lena.asks_until(f"desk/c/{lena.number}/bugs/", "Closed")
        lena.does("act/close")
        lena.sees("Обращение закрыто")
