"""The on-call page: who is on duty in words, gaps with a way to fill them, cover and swaps."""

import json
from email import message_from_bytes
from email.policy import default

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from charterdesk.accounts.models import Person
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from charterdesk.oncall.links import swap_token
from charterdesk.oncall.models import Absence, CalendarSource, CoverOffer, Override, RotaLayer, Swap
from tests.apps.cast import ada, ben, charter
from tests.faces.desk_scene import eve
from tests.faces.oncall_scene import DAY, PAGE, days, nights, stamp, today
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(visit: Visit) -> Visit:
    """Ben, Ada's lead."""
    return visit.as_(ben())


def test_without_a_charter_that_has_a_rota_the_page_says_so(visit: Visit) -> None:
    assert visit.get("/desk/oncall/").says("No charter in force has a rota.")


def test_a_rota_that_nobody_made_is_one_gap(visit: Visit) -> None:
    charter("roxen", at=now())
    page = visit.get("/desk/oncall/")
    assert page.says("On call: out-of-hours", "Now: nobody is on duty.", "nobody on duty", "Fill")


def test_the_first_sentence_says_who_until_when_and_the_next_hand_over(visit: Visit) -> None:
    days(ada(), ben())
    page = visit.get("/desk/oncall/")
    assert page.says("Now: Ada Ek, until", "The next hand-over is in")
    days(eve(), level=2, name="second line")
    assert visit.get(PAGE).says("Now: L1 Ada Ek, L2 Eve Else, until")


def test_one_s_own_shifts_are_marked_and_lead_to_cover(visit: Visit) -> None:
    days(ada(), ben())
    page = visit.get(PAGE)
    assert page.says("data-mine", ">mine<", "Ask for cover")
    assert page.text.count(">Ask for cover<") >= 7
    assert "data-mine" not in visit.as_(eve()).get(PAGE).text


def test_the_strip_and_the_table_say_the_same(visit: Visit) -> None:
    days(ada(), ben())
    page = visit.get(PAGE)
    assert page.text.count('data-final data-mine x="') == 7
    assert page.text.count("<b>Ada Ek</b>") == page.text.count("<b>Ben Dahl</b>") == 7


def test_a_gap_is_red_words_and_leads_to_the_override_filled_in(lead: Visit) -> None:
    days(ada(), until=today(0, 3))
    days(ben(), level=2, name="second line")
    page = lead.get(f"{PAGE}?zone=rota")
    assert page.says("nobody at level 1")
    link = page.text.split('class="gap"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    form = lead.get(link).form.to("/override/")
    assert form.values["since"] == stamp(today(0, 3))
    assert form.values["level"] == "1"
    done = lead.post(form.action, **{**form.values, "person": eve().pk})
    assert done.says("The override stands.")
    taken = Override.objects.get()
    assert (taken.person, taken.level) == (eve(), 1)
    assert "nobody at level 1" not in lead.get(PAGE).text


def test_a_level_without_layer_is_no_gap_but_who_is_away_leaves_one(visit: Visit) -> None:
    days(ada())
    assert "data-gap" not in visit.get(PAGE).text
    page = visit.post(
        "/desk/oncall/away/", person=ada().pk, why="holiday",
        since=stamp(today(12, 2)), until=stamp(today(12, 3)),
    )  # fmt: skip
    assert page.says("It is noted", "nobody on duty", "data-gap", "holiday")


def test_one_says_one_s_own_absence_and_a_lead_anybody_s(visit: Visit) -> None:
    days(ada(), ben())
    one = visit.get("/desk/oncall/away/")
    assert "Ben Dahl" not in one.text
    said = {"why": "illness", "since": stamp(today(0, 1)), "until": stamp(today(0, 2))}
    assert visit.post("/desk/oncall/away/", person=ben().pk, **said).status == 422
    visit.as_(ben()).post("/desk/oncall/away/", person=ada().pk, **said)
    absence = Absence.objects.get()
    assert absence.person == ada()
    assert visit.as_(eve()).post(f"/desk/oncall/end/absence/{absence.pk}/").status == 403
    assert visit.as_(ada()).post(f"/desk/oncall/end/absence/{absence.pk}/").says("It is ended.")
    assert not Absence.objects.exists()


def test_an_absence_that_ends_before_it_begins_is_refused_and_kept_typed(visit: Visit) -> None:
    since = stamp(today(0, 5))
    page = visit.post("/desk/oncall/away/", person=ada().pk, why="other", since=since, until=since)
    assert page.status == 422
    assert page.says("An absence ends after it begins", since)


def ask_for_cover(visit: Visit, *people: Person) -> None:
    page = visit.post(
        f"{PAGE}cover/", since=stamp(today(8, 2)), until=stamp(today(10, 2)),
        asked=[one.pk for one in people], note="dentist",
    )  # fmt: skip
    assert page.says("They are asked.", "waiting for"), page.text


def test_cover_is_asked_for_and_taken_by_one_press(visit: Visit) -> None:
    days(ada(), ben())
    ask_for_cover(visit, eve())
    page = visit.as_(eve()).get("/desk/oncall/")
    assert page.says("Ada Ek asks you to cover out-of-hours", "dentist")
    offer = CoverOffer.objects.get()
    done = visit.post(f"/desk/oncall/answer/cover/{offer.pk}/", answer="yes")
    assert done.says("It is yours.", "cover for Ada Ek")
    assert Override.objects.get().person == eve()
    assert visit.as_(ada()).get(PAGE).says("Eve Else covers out-of-hours for you")


def test_cover_is_declined_and_withdrawn(visit: Visit) -> None:
    days(ada(), ben())
    ask_for_cover(visit, eve())
    offer = CoverOffer.objects.get()
    visit.as_(eve()).post(f"/desk/oncall/answer/cover/{offer.pk}/", answer="no")
    assert visit.as_(ada()).get(PAGE).says("Eve Else can&#39;t.")
    visit.post(f"/desk/oncall/answer/withdraw/{offer.request_id}/")
    assert "You ask for cover" not in visit.get(PAGE).text
    late = visit.as_(eve()).post(f"/desk/oncall/answer/cover/{offer.pk}/", answer="yes")
    assert late.status == 422
    assert late.says("Somebody else has taken it, or it is no longer asked for.")


def test_nobody_answers_for_others(visit: Visit) -> None:
    days(ada(), ben())
    ask_for_cover(visit, eve())
    offer = CoverOffer.objects.get()
    stranger = visit.as_(ben())
    assert stranger.post(f"/desk/oncall/answer/cover/{offer.pk}/", answer="yes").status == 404
    assert stranger.post(f"/desk/oncall/answer/withdraw/{offer.request_id}/").status == 404
    assert stranger.post("/desk/oncall/answer/nothing/1/").status == 404
    assert stranger.post("/desk/oncall/end/nothing/1/").status == 404


def test_a_swap_is_proposed_and_accepted(visit: Visit) -> None:
    days(ada(), ben())
    page = visit.post(
        f"{PAGE}swap/", since=stamp(today(8, 2)), until=stamp(today(10, 2)), other=ben().pk,
        other_since=stamp(today(8, 3)), other_until=stamp(today(10, 3)),
    )  # fmt: skip
    assert page.says("The swap is proposed.", "You offer Ben Dahl your out-of-hours")
    swap = Swap.objects.get()
    theirs = visit.as_(ben()).get(PAGE)
    assert theirs.says("Ada Ek offers you out-of-hours")
    visit.post(f"/desk/oncall/answer/swap/{swap.pk}/", answer="yes")
    assert {(one.person.username, one.how) for one in Override.objects.all()} == {
        ("ada", "swap"), ("ben", "swap"),
    }  # fmt: skip


def test_a_swap_is_answered_by_the_link_of_its_notice_once_and_never_by_opening_it(
    visit: Visit,
) -> None:
    days(ada(), ben())
    visit.post(
        f"{PAGE}swap/", since=stamp(today(8, 2)), until=stamp(today(10, 2)), other=ben().pk,
        other_since=stamp(today(8, 3)), other_until=stamp(today(10, 3)),
    )  # fmt: skip
    path = f"/swap/{swap_token(Swap.objects.get())}/"
    visit.client.logout()
    assert visit.get(path).says("Ada Ek offers you out-of-hours from", "Swap")
    assert not Override.objects.exists()
    assert visit.post(path, answer="yes").says("It is yours.")
    assert Override.objects.count() == 2
    assert visit.get(path).status == 410
    assert visit.post(path, answer="no").status == 410
    assert Override.objects.count() == 2


def layer_form(**other: object) -> dict[str, object]:
    said = {
        "name": "weeks", "people": "Ada Ek\nben\nAda Ek", "each": 1, "unit": "7",
        "first": stamp(today()), "until": "", "zone_name": "Europe/Stockholm", "level": 1,
        "hours": "", "lines": "", "away": "next",
    }  # fmt: skip
    return {**said, **other}


def test_a_lead_adds_a_layer_by_names_and_ends_it(lead: Visit) -> None:
    ada(), nights()
    page = lead.post(f"{PAGE}layer/", **layer_form())
    assert page.says("The layer is there.", "weeks", "1 week each, handed over at 00:00")
    layer = RotaLayer.objects.get()
    assert [turn.person.username for turn in layer.turns.order_by("position")] == [
        "ada", "ben", "ada",
    ]  # fmt: skip
    assert lead.post(f"/desk/oncall/end/layer/{layer.pk}/").says("It is ended.")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"people": "Ada Eck"}, "Did you mean Ada Ek?"),
        ({"people": "zzz"}, "Nobody here is called “zzz”."),
        ({"lines": "Mon 8-17"}, "is not from one time to another"),
        ({"zone_name": "Mars/Olympus"}, "is no time zone"),
    ],
)
def test_a_layer_that_can_t_be_is_refused_and_kept_typed(
    lead: Visit, other: dict[str, object], words: str
) -> None:
    ada(), nights()
    page = lead.post(f"{PAGE}layer/", **layer_form(**other))
    assert page.status == 422
    assert words in page.text.replace("&#34;", '"')
    assert not RotaLayer.objects.exists()


def test_an_agent_sees_why_rotas_are_not_theirs_to_change(visit: Visit) -> None:
    days(ada(), ben())
    page = visit.get(PAGE)
    assert page.says("Only an administrator or the lead of a team may change rotas.")
    assert visit.post(f"{PAGE}layer/", **layer_form()).status == 403
    layer = RotaLayer.objects.get()
    assert visit.post(f"/desk/oncall/end/layer/{layer.pk}/").status == 403


def test_times_are_shown_in_three_zones(visit: Visit) -> None:
    person = ada()
    person.zone = "Asia/Singapore"
    person.save(update_fields=["zone"])
    days(person, ben())
    assert "+08" in visit.get(PAGE).text
    assert " CE" in visit.get(f"{PAGE}?zone=rota").text
    assert " UTC<" in visit.get(f"{PAGE}?zone=utc").text
    assert visit.get(f"{PAGE}?zone=moon&from=yesterday").status == 200


def test_the_day_of_a_clock_change_is_labelled(visit: Visit) -> None:
    days(ada(), ben())
    assert visit.get(f"{PAGE}?from=2026-10-20&zone=rota").says("clocks back")
    assert visit.get(f"{PAGE}?from=2026-03-20&zone=rota").says("clocks forward")
    assert "clocks" not in visit.get(f"{PAGE}?from=2026-06-20&zone=rota").text


def test_fairness_counts_nights_and_weekends(visit: Visit) -> None:
    days(ada(), ben())
    page = visit.get(f"{PAGE}?from={today(0, 60):%Y-%m-%d}")
    assert page.says("How evenly it is borne", "Nights", "Weekends")
    shown = page.text.split("How evenly it is borne")[-1]
    assert shown.index("Ada Ek") >= 0
    assert shown.index("Ben Dahl") >= 0


def test_a_rota_of_no_charter_is_not_there(visit: Visit) -> None:
    nights()
    assert visit.get("/desk/oncall/roxen/mornings/").status == 404
    assert visit.get("/desk/oncall/mars/out-of-hours/").status == 404


def test_a_calendar_s_file_becomes_shifts(lead: Visit) -> None:
    ada(), nights()
    begins = now().replace(microsecond=0) + DAY
    text = "\r\n".join(
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1",
            f"DTSTART:{begins:%Y%m%dT%H%M%SZ}", f"DTEND:{begins + DAY:%Y%m%dT%H%M%SZ}",
            "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Ada Ek, Nobody Knows", "END:VEVENT",
            "BEGIN:VEVENT", "UID:2", f"DTSTART:{begins:%Y%m%dT%H%M%SZ}",
            f"DTEND:{begins + DAY:%Y%m%dT%H%M%SZ}", "SUMMARY:Zorro", "END:VEVENT",
            "END:VCALENDAR", "",
        ]
    )  # fmt: skip
    said = {"name": "theirs", "address": "", "level": 1}
    page = lead.post(f"{PAGE}calendar/", **said, file=SimpleUploadedFile("rota.ics", text.encode()))
    assert page.says("3 shifts were read.", "nobody here has the name: Zorro", "Ada Ek")
    assert page.says("Calendars of others", "theirs", "from a file", "last read")
    source = CalendarSource.objects.get()
    assert lead.post(f"/desk/oncall/end/source/{source.pk}/").says("It is ended.")
    assert not lead.get(PAGE).says("Calendars of others")
    assert lead.post(f"/desk/oncall/end/source/{source.pk}/").status == 404
    assert lead.post(f"{PAGE}calendar/", **said).says("Give the address of the calendar, or a file")
    bad = lead.post(f"{PAGE}calendar/", **said, file=SimpleUploadedFile("rota.ics", b"hello"))
    assert bad.status == 422
    assert bad.says("This is no iCalendar file that can be read")


def test_a_calendar_that_fails_says_so_in_red_words_until_it_is_read_again(
    lead: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights()
    monkeypatch.delenv("CHARTERDESK_OUT_HOSTS", raising=False)
    said = {"name": "theirs", "address": "https://calendar.example/secret.ics", "level": 1}
    refused = lead.post(f"{PAGE}calendar/", **said, every="60")
    assert refused.says("The calendar was not read:", "is not on the list of hosts")
    assert refused.says("https://calendar.example/secret.ics")
    page = lead.get(PAGE)
    assert page.says("from calendar.example", "read every 1 hour", "Not read since", "is not on")
    assert "secret.ics" not in page.text
    source = CalendarSource.objects.get()
    assert lead.post(f"/desk/oncall/read/{source.pk}/").says("The calendar was not read")
    agent = lead.as_(ada())
    assert not agent.get(PAGE).says("Read now")
    assert agent.post(f"/desk/oncall/read/{source.pk}/").status == 403


def test_an_export_becomes_layers_and_says_what_it_left_out(lead: Visit) -> None:
    ada(), nights()
    row = {
        "id": "S1", "name": "weeks", "type": "rolling_users", "start": "2026-06-15T09:00:00",
        "duration": 604800, "frequency": "weekly", "rolling_users": [["ada@desk.example"]],
    }  # fmt: skip
    monthly = {**row, "id": "S2", "name": "months", "frequency": "monthly"}
    data = json.dumps({"schedules": [{"name": "x"}], "on_call_shifts": [row, monthly]}).encode()
    page = lead.post(f"{PAGE}grafana/", file=SimpleUploadedFile("x.json", data), schedule="")
    assert page.says("Taken over: 1 layers", "“months” recurs monthly, which no layer does.")


def test_one_s_own_duty_is_a_feed_behind_a_secret_address(visit: Visit) -> None:
    days(ada(), ben())
    page = visit.post("/desk/oncall/feed/")
    url = page.text.split('value="http')[1].split('"')[0]
    path = "/oncall/" + url.split("/oncall/")[1]
    visit.client.logout()
    feed = visit.client.get(path)
    assert feed["Content-Type"].startswith("text/calendar")
    assert feed.content.count(b"BEGIN:VEVENT") >= 80
    assert visit.client.post(path).status_code == 405
    assert visit.client.get("/oncall/nothing.ics").status_code == 404
    again = visit.as_(ada()).get("/desk/oncall/feed/")
    assert "/oncall/" not in again.text.split("<main")[1].replace("/desk/oncall/", "")
    assert visit.post("/desk/oncall/feed/", end="1").says("The address works no more.")
    assert visit.client.get(path).status_code == 404


def test_cover_is_taken_by_the_link_of_its_notice_once_and_never_by_opening_it(
    visit: Visit,
) -> None:
    days(ada(), ben())
    ask_for_cover(visit, eve())
    notice = Notice.objects.get(person=eve())
    letter = message_from_bytes(letter_of(notice).raw, policy=default)
    part = letter.get_body(("plain",))
    assert part is not None
    link = next(word for word in part.get_content().split() if "/cover/" in word)
    path = "/cover/" + link.split("/cover/")[1]
    visit.client.logout()
    page = visit.get(path)
    assert page.says("Ada Ek asks you to cover out-of-hours from", "dentist", "I take it")
    assert not Override.objects.exists()
    assert visit.post(path, answer="yes").says("It is yours.")
    assert Override.objects.get().person == eve()
    again = visit.get(path)
    assert again.status == 410
    assert again.says("This link no longer works")
    assert visit.get(f"{path[:-4]}xxx/").status == 410
    told = Notice.objects.get(person=ada())
    assert "Eve Else covers out-of-hours for you" in told.text


def test_the_page_of_people_says_who_has_a_rota_by_its_layers(visit: Visit) -> None:
    days(ada())
    page = visit.get("/desk/people/")
    assert page.says("Rota out-of-hours", "Ada Ek", f'href="{PAGE}"', "Its whole schedule")
    assert not page.says("nobody now</span>")
