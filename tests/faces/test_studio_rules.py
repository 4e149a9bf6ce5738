"""Changing a charter through forms: the text keeps all else, errors stand by the field."""

import re
from html import unescape

import pytest

from charterdesk.accounts.refusal import granted
from charterdesk.charters.commands import save_draft, start_draft
from charterdesk.charters.queries import draft_of
from charterdesk.charters.shipped import shipped_text
from charterdesk.engine.charter.reader import read_charter
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, admin
from tests.faces.visiting import Answer, Visit

RULES = "/manage/charter/{}/draft/rules/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(visit: Visit) -> Visit:
    """An administrator."""
    return visit.as_(admin())


def draft(name: str) -> str:
    """Begin a draft of a shipped charter; the address of its rules."""
    granted(start_draft(name=name, text=shipped_text(name), by=admin(), at=now()))
    return RULES.format(name)


def text_of(name: str) -> str:
    found = draft_of(admin(), name)
    assert found is not None
    return found.text


def changed(name: str) -> list[tuple[str, str]]:
    """The lines of the draft that differ from the shipped charter, before and after."""
    before, after = shipped_text(name).splitlines(), text_of(name).splitlines()
    assert len(before) == len(after)
    return [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]


def fill(visit: Visit, url: str, **data: object) -> Answer:
    """Open a form and send it as it stands, with these fields changed."""
    page = visit.get(url)
    ticked: dict[str, list[str]] = {}
    boxes = r'"checkbox" name="([^"]+)" value="([^"]*)"[^>]* checked'
    for name, value in re.findall(boxes, page.text):
        ticked.setdefault(name, []).append(unescape(value))
    return visit.post(url, **{**page.form.to(url).values, **ticked, **data})


def links(page: Answer) -> set[str]:
    """Where the page leads, without the places in pages."""
    return {unescape(link) for link in re.findall(r'href="([^"#]+)', page.text)}


# --- the three changes of a support manager who has never seen YAML ------------------------


def test_thirty_minutes_become_fifteen(office: Visit) -> None:
    url = draft("handsfree") + "promise/?of=critical&under=example-gold"
    assert office.get(url).form.to(url).values["response"] == "30 min"
    page = fill(office, url, response="15 min")
    [(before, after)] = changed("handsfree")
    assert after == before.replace("response: 30m", "response: 15m")
    assert page.says("What you changed in the text", "15 min", "Checks")


def test_a_holiday_comes_between_the_others(office: Visit) -> None:
    url = draft("roxen") + "closed-day/?of=office"
    page = fill(office, url, day="2026-12-28")
    [(before, after)] = changed("roxen")
    assert after == before.replace("2026-12-31", "2026-12-28, 2026-12-31")
    days = len(read_charter(text_of("roxen"), "roxen").hours["office"].closed)
    assert page.says(f"Closed on {days} days.")


def test_a_ladder_gets_another_step(office: Visit) -> None:
    url = draft("roxen") + "step/?of=attention"
    page = fill(
        office, url, name="boss", start="after", after="attention", wait="2 hours",
        notify=["specialist"], by=["phone", "mail"], every="10 min", until="acknowledged",
        times="3", unless=["resolved"],
    )  # fmt: skip
    assert page.says("boss", "2 h after the step attention was taken.", "Told: specialist.")
    added = [line for line in text_of("roxen").splitlines() if "step: boss" in line]
    assert [line.strip() for line in added] == [
        (
            "- {step: boss, after: attention + 2h, notify: [specialist], by: [phone, mail],"
            " repeat: every 10m until acknowledged, times: 3, unless: [resolved]}"
        ),
    ]
    assert text_of("roxen").replace(f"{added[0]}\n", "") == shipped_text("roxen")


# --- the other forms ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form", "data", "line"),
    [
        ("roxen", "timing/", {"at_once": "20 min"}, "at_once: 20m"),
        ("bicom", "closing/", {"silence": "30 d"}, "silence: {close: 30d after resolved"),
        ("roxen", "closing/", {"silence": ""}, "silence: {close: never}"),
        ("roxen", "closing/", {"reopen": "21 d", "agreement": "customer"}, "reopen: 21d"),
        ("roxen", "waiting/?of=customer", {"remind": "2 d\n9 days"}, "remind: [2d, 9d]"),
        ("roxen", "waiting/?of=customer", {"pauses": ["update"]}, "pauses: [update]"),
        ("terrasoft", "hours/?of=office", {"open": "Mon-Fri 10:00-19:00"}, "10:00-19:00]"),
        ("bicom", "promise/?of=standard", {"reply": "12 h"}, "reply: 12h"),
        ("bicom", "promise/?of=standard", {"hours": "business"}, "{hours: business, response"),
        ("voxeo", "promise/?of=critical&under=aims", {"update": "every 20 min"}, "every 20m"),
        ("voxeo", "step/?of=formal&step=ceo", {"wait": "15 min"}, "management + 15m"),
        ("voxeo", "step/?of=formal&step=ceo", {"by": ["sms"]}, "by: [sms]"),
        ("roxen", "promise/?of=high", {"response": "at once"}, "response: at once"),
    ],
)  # fmt: skip
def test_a_form_changes_its_line_alone(
    office: Visit, name: str, form: str, data: dict[str, object], line: str
) -> None:
    assert fill(office, draft(name) + form, **data).status == 200
    [(_before, after)] = changed(name)
    assert line in after
    read_charter(text_of(name), name)


@pytest.mark.parametrize("name", ["bicom", "handsfree", "roxen", "terrasoft", "voxeo"])
def test_a_form_that_is_sent_as_it_stands_changes_nothing(office: Visit, name: str) -> None:
    url = draft(name)
    found = {link for link in links(office.get(url)) if link.startswith(url) and link != url}
    adding = {link for link in found if re.search(r"closed-day|hours/$|step/\?of=[^&]*$", link)}
    assert len(found - adding) > 6
    for link in sorted(found - adding):
        fill(office, link)
        assert text_of(name) == shipped_text(name), link


def test_new_hours_are_added(office: Visit) -> None:
    fill(
        office,
        draft("voxeo") + "hours/",
        name="office",
        open="Mon-Thu 08:00-17:00\nFri 08:00-15:00",
    )
    line = "hours: {office: {open: [Mon-Thu 08:00-17:00, Fri 08:00-15:00]}}"
    assert text_of("voxeo").count(line) == 1
    assert "# only `always`, which is built in" in text_of("voxeo")


def test_a_renamed_step_is_renamed_wherever_it_is_named(office: Visit) -> None:
    fill(office, draft("bicom") + "step/?of=procedure&step=level+2", name="level B")
    charter = read_charter(text_of("bicom"), "bicom")
    assert charter.channels["level2"].escalates_step == "level B"
    assert [tell.if_step for tell in charter.tells if tell.if_step] == ["level B"]
    fill(office, draft("voxeo") + "step/?of=formal&step=management", name="managers")
    assert "after: managers + 20m" in text_of("voxeo")


@pytest.mark.parametrize(
    ("act", "which", "order"),
    [
        ("step-down", "management", ["desk", "ceo", "management"]),
        ("step-up", "management", ["management", "desk", "ceo"]),
        ("step-out", "desk", ["management", "ceo"]),
    ],
)
def test_steps_move_and_go_at_one_press(
    office: Visit, act: str, which: str, order: list[str]
) -> None:
    url = draft("voxeo")
    page = office.get(url)
    [seen] = {page.form.to(f"{url}do/{act}/").values["seen"]}
    office.post(f"{url}do/{act}/", of="formal", which=which, seen=seen)
    lines = [line for line in text_of("voxeo").splitlines() if "- {step: " in line]
    assert [line.split("step: ")[1].split(",")[0] for line in lines] == order


def test_a_closed_day_is_opened_again(office: Visit) -> None:
    url = draft("roxen")
    page = office.get(f"{url}closed-day/?of=office")
    seen = page.form.to(f"{url}do/open-day/").values["seen"]
    office.post(f"{url}do/open-day/", of="office", which="2026-12-24", seen=seen)
    [(before, after)] = changed("roxen")
    assert after == before.replace("2026-12-24, ", "")


# --- what is wrong, and who may ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "data", "sentence"),
    [
        ("promise/?of=high", {"response": "soon"}, "“soon” is not a length of time"),
        ("promise/?of=high", {"response": "1 d 4 h"}, "mixes days and hours"),
        ("promise/?of=high", {"response": "every 4 h"}, "Only an update comes again and again"),
        ("timing/", {"warn": "most"}, "Write a share from 1% to 99%."),
        ("hours/?of=office", {"open": "Monday to Friday"}, "Line 1, “Monday to Friday”"),
        ("hours/?of=office", {"open": ""}, "Write at least one line"),
        ("hours/", {"name": "office", "open": "Mon 08:00-17:00"}, "already"),
        ("closed-day/?of=office", {"day": "2026-12-24"}, "This day is closed already."),
        ("closed-day/?of=office", {"day": "Christmas"}, "Enter a valid date."),
        ("step/?of=attention", {"name": "x", "start": "at", "wait": "0 min"}, "at least one role"),
        ("step/?of=attention", {"name": "attention"}, "a step called “attention” already"),
        ("step/?of=attention", {"name": ""}, "Give the step a name."),
        ("hours/", {"name": ""}, "Give the hours a name."),
        ("closing/", {"silence": "for ever"}, "“for ever” is not a length of time"),
        ("waiting/?of=customer", {"remind": "3 d\nlater"}, "“later” is not a length of time"),
    ],
)  # fmt: skip
def test_an_error_stands_by_its_field_and_what_was_typed_stays(
    office: Visit, form: str, data: dict[str, str], sentence: str
) -> None:
    url = draft("roxen") + form
    page = fill(office, url, **data)
    assert page.status == 422
    assert page.says(sentence)
    kept = page.form.to(url).values
    assert {name: kept[name] for name in data} == data
    assert text_of("roxen") == shipped_text("roxen")


def test_who_saves_over_another_is_told_and_may_then(office: Visit) -> None:
    url = draft("roxen") + "promise/?of=high"
    form = office.get(url).form.to(url).values
    seen = int(str(form["seen"]))
    other = shipped_text("roxen").replace("at_once: 15m", "at_once: 10m")
    granted(save_draft(name="roxen", text=other, seen_edition=seen, by=admin(), at=now()))
    page = office.post(url, **{**form, "response": "2 h"})
    assert page.status == 409
    assert page.says("saved this draft meanwhile")
    again = page.form.to(url).values
    assert again["response"] == "2 h"
    office.post(url, **again)
    assert text_of("roxen") == other.replace("response: 4h, ", "response: 2h, ")


def test_an_agent_reads_the_rules_and_changes_none(visit: Visit) -> None:
    url = draft("roxen")
    visit.as_(ada())
    page = visit.get(url)
    assert page.says("What is promised", "Only an administrator may write")
    assert f"{url}promise/" not in page.text
    for below in ("promise/?of=high", "step/?of=attention", "closing/"):
        assert visit.get(url + below).status == 403
        assert visit.post(url + below, response="1m").status == 403
    assert visit.post(f"{url}do/step-out/", of="attention", which="attention").status == 403
    assert text_of("roxen") == shipped_text("roxen")


@pytest.mark.parametrize(
    "below", ["promise/?of=none", "hours/?of=none", "step/?of=none", "step/?of=attention&step=none",
              "waiting/?of=weather", "nothing/", "promise/?of=high&under=none", "closed-day/"],
)  # fmt: skip
def test_what_is_not_there_has_no_form(office: Visit, below: str) -> None:
    assert office.get(draft("roxen") + below).status == 404


def test_what_has_no_form_leads_to_its_line(office: Visit) -> None:
    page = office.get(draft("bicom"))
    lines = shipped_text("bicom").splitlines()
    for name, begins in (("developers", "  developers:"), ("charge", "  - {act: charge,")):
        found = re.search(rf'#line-(\d+)" aria-label="Change in the text: {name}"', page.text)
        assert found
        assert lines[int(found[1]) - 1].startswith(begins)


def test_without_a_draft_the_history_offers_to_begin(office: Visit) -> None:
    page = office.post("/manage/charter/", name="ours", start="blank")
    assert page.status == 200
    assert office.get(RULES.format("ours")).says("Rules of ours")
    assert office.get(RULES.format("unknown")).status == 404


def test_a_draft_that_can_t_be_read_says_where(office: Visit) -> None:
    granted(start_draft(name="ours", text="charter: [ours\n", by=admin(), at=now()))
    page = office.get(RULES.format("ours"))
    assert page.says("while it can&#39;t be read", "Write the text")
    assert office.get(RULES.format("ours") + "timing/").status == 404


def test_whatever_a_charter_says_is_shown_as_text(office: Visit) -> None:
    hostile = "<script>alert(1)</script>"
    text = shipped_text("roxen").replace("attention", hostile)
    granted(start_draft(name="ours", text=text, by=admin(), at=now()))
    page = office.get(RULES.format("ours"))
    assert hostile not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_the_rules_stand_in_russian(office: Visit) -> None:
    url = draft("roxen")
    person = admin()
    person.language = "ru"
    person.save(update_fields=["language"])
    form = f"{url}promise/?of=high"
    assert office.get(form).form.to(form).values["response"] == "4 ч"
    fill(office, form, response="30 минут")
    assert "response: 30m" in text_of("roxen")


# From a few lines to a whole charter


def young(visit: Visit) -> str:
    """A new charter of a few lines; the address of its rules."""
    visit.post("/manage/charter/", name="ours", start="blank")
    return RULES.format("ours")


def test_a_new_charter_gets_its_title_address_role_and_escalation_by_forms(office: Visit) -> None:
    url = young(office)
    fill(office, f"{url}title/", title="Support of Example Ltd")
    fill(office, f"{url}mail/?of=mail", address="help@ours.example")
    fill(office, f"{url}role/", name="night-duty", kind="rota", group="nights")
    starts = ["formal escalation", "priority urgent"]
    fill(office, f"{url}ladder/", name="management", starts=starts, step="manager",
         notify=["night-duty"])  # fmt: skip
    page = fill(office, f"{url}step/?of=management", name="night", wait="15 min",
                notify=["manager"], start="at")  # fmt: skip
    assert page.status == 200
    charter = read_charter(text_of("ours"), "ours")
    assert charter.title == "Support of Example Ltd"
    assert charter.channels["mail"].address == "help@ours.example"
    assert (charter.roles["night-duty"].kind, charter.roles["night-duty"].group) == (
        "rota", "nights",
    )  # fmt: skip
    ladder = charter.ladders["management"]
    assert [step.name for step in ladder.steps] == ["manager", "night"]
    assert {one.priority for one in ladder.starts} == {"", "urgent"}
    published = office.fill("/manage/charter/ours/publish/", "publish/")
    assert published.says("Version 1 is published"), published.text


@pytest.mark.parametrize(
    ("form", "data", "sentence"),
    [
        ("mail/?of=mail", {"address": "nobody"}, "Write an address like support@example.com."),
        ("mail/?of=mail", {"address": ""}, "without it no mail comes in here."),
        ("role/", {"name": "owner"}, "has a meaning of its own in a charter"),
        ("role/", {"name": "manager"}, "There is a role called “manager” already."),
        ("role/", {"name": "a: {b"}, "up to 60 letters, digits, hyphens and spaces."),
        ("role/", {"name": "night", "kind": "rota"}, "up to 60 letters, digits"),
        ("ladder/", {"name": "up", "step": "one"}, "Choose at least one role"),
        ("ladder/", {"name": "up", "step": "one", "starts": []}, "one thing that begins it."),
    ],
)
def test_what_is_wrong_with_a_new_rule_stands_beside_its_field(
    office: Visit, form: str, data: dict[str, str], sentence: str
) -> None:
    url = young(office)
    before = text_of("ours")
    page = fill(office, f"{url}{form}", **data)
    assert page.status == 422
    assert page.says(sentence)
    assert text_of("ours") == before


def test_a_form_stands_under_charters_in_the_rail(office: Visit) -> None:
    page = office.get(f"{young(office)}title/")
    rail = re.search(r'<a[^>]*href="/manage/charter/"[^>]*>', page.text)
    assert rail is not None
    assert "aria-current" in rail[0]


def test_an_address_that_no_channel_has_leads_nowhere(office: Visit) -> None:
    url = young(office)
    assert office.get(f"{url}mail/?of=phone").status == 404
    assert office.get(f"{url}mail/?of=nothing").status == 404
