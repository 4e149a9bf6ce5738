"""People and rotas, one's own page, sent mail, held mail, search, health."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from charterdesk.accounts.models import Person, Team
from charterdesk.accounts.rights import may_staff
from charterdesk.cases.models import Case
from charterdesk.channels.lmtp.values import Envelope
from charterdesk.customers.models import Address
from charterdesk.intake.keeping import keep_mails
from charterdesk.intake.models import RawMail
from charterdesk.intake.settling import quarantine
from charterdesk.intake.taking import take
from charterdesk.kit.wallclock import now
from charterdesk.notifications.carriers import SETTING
from charterdesk.oncall.models import Override, RoleAssignment, Shift
from tests.apps.cast import STRANGER_ADDRESS, ada, admin, ben, charter, organisation
from tests.faces.desk_scene import ago, case_of, eve, staffed
from tests.faces.visiting import Visit


@pytest.fixture
def lead(visit: Visit) -> Visit:
    """Ben, who may staff roles and rotas."""
    return visit.as_(ben())


# --- people and rotas -------------------------------------------------------------------


def test_the_page_of_people_says_who_fills_what(visit: Visit) -> None:
    staffed("roxen")
    page = visit.get("/desk/people/")
    assert page.says("support-manager", "Ben Dahl", "Only an administrator or the lead of a team")


def test_a_lead_assigns_a_role(lead: Visit) -> None:
    charter("roxen", at=now())
    person = ada()
    page = lead.post(
        "/desk/people/role/roxen/support-manager/",
        **{"role-roxen-support-manager-person": str(person.pk)},
    )
    assert page.says("The role is set.")
    assert RoleAssignment.objects.get(role="support-manager").person == person


def test_a_role_is_taken_away_again(lead: Visit) -> None:
    staffed("roxen")
    lead.post(
        "/desk/people/role/roxen/support-manager/", **{"role-roxen-support-manager-person": ""}
    )
    assert not RoleAssignment.objects.filter(role="support-manager").exists()


def test_an_agent_may_not_staff(visit: Visit) -> None:
    charter("roxen", at=now())
    answer = visit.post(
        "/desk/people/role/roxen/support-manager/",
        **{"role-roxen-support-manager-person": str(ada().pk)},
    )
    assert answer.status == 403
    assert not RoleAssignment.objects.exists()


def test_a_shift_is_planned_and_taken_back(lead: Visit) -> None:
    charter("roxen", at=now())
    name = "out-of-hours"
    day = now().astimezone(ZoneInfo("Europe/Stockholm"))
    data = {
        f"rota-roxen-{name}-person": str(ada().pk),
        f"rota-roxen-{name}-since": f"{day + ago(60 * 24):%Y-%m-%dT08:00}",
        f"rota-roxen-{name}-until": f"{day + ago(60 * 48):%Y-%m-%dT08:00}",
    }
    page = lead.post(f"/desk/people/rota/roxen/{name}/", **data)
    assert page.says("The shift is planned.", "Ada Ek")
    shift = Shift.objects.get()
    assert shift.since.astimezone(ZoneInfo("Europe/Stockholm")).hour == 8
    assert lead.post(f"/desk/people/end/shift/{shift.pk}/").says("It is taken back.")
    assert not Shift.objects.exists()


def test_an_override_takes_the_rota_from_whoever_has_it(lead: Visit) -> None:
    charter("roxen", at=now())
    data = {
        "rota-roxen-out-of-hours-person": str(ada().pk),
        "rota-roxen-out-of-hours-since": f"{now() + ago(60):%Y-%m-%dT%H:%M}",
        "rota-roxen-out-of-hours-until": f"{now() + ago(600):%Y-%m-%dT%H:%M}",
        "rota-roxen-out-of-hours-override": "on",
    }
    lead.post("/desk/people/rota/roxen/out-of-hours/", **data)
    assert Override.objects.get().person == ada()


def test_a_shift_that_ends_before_it_begins_is_refused_in_words(lead: Visit) -> None:
    charter("roxen", at=now())
    data = {
        "rota-roxen-out-of-hours-person": str(ada().pk),
        "rota-roxen-out-of-hours-since": "2030-01-02T08:00",
        "rota-roxen-out-of-hours-until": "2030-01-01T08:00",
    }
    page = lead.post("/desk/people/rota/roxen/out-of-hours/", **data)
    assert page.status == 422
    assert page.says("A shift ends after it begins")
    assert not Shift.objects.exists()


def test_a_team_that_a_charter_names_comes_about_with_its_first_member(visit: Visit) -> None:
    charter("roxen", at=now())
    Team.objects.filter(name="tier2").delete()
    page = visit.as_(admin()).get("/desk/people/")
    assert page.says("Nobody is in this team.", 'name="team" value="tier2"')
    data = {"team": "tier2", "team-new-tier2-person": str(ada().pk)}
    assert visit.post("/desk/people/team/", **data).says("They are in the team.")
    assert list(Team.objects.get(name="tier2").people.all()) == [ada()]
    assert visit.post("/desk/people/team/", **data).status == 404
    assert visit.post("/desk/people/team/", **{**data, "team": "no charter's"}).status == 404


def test_only_an_administrator_begins_a_team(lead: Visit) -> None:
    charter("roxen", at=now())
    Team.objects.filter(name="tier2").delete()
    data = {"team": "tier2", "team-new-tier2-person": str(ada().pk)}
    assert lead.post("/desk/people/team/", **data).status == 403
    assert not Team.objects.filter(name="tier2").exists()


def test_an_administrator_says_who_leads_a_team(visit: Visit) -> None:
    staffed("roxen")
    team = Team.objects.get(name="tier1")
    page = visit.as_(admin()).post(f"/desk/people/team/{team.pk}/", lead=ada().pk)
    assert page.says("They lead the team.", "Leads no more")
    assert may_staff(ada())
    visit.post(f"/desk/people/team/{team.pk}/", follow=ada().pk)
    assert not may_staff(ada())


def test_an_administrator_puts_people_into_teams_and_takes_them_out(visit: Visit) -> None:
    ada()
    team, person = Team.objects.get(name="tier1"), eve()
    visit.as_(admin()).post(f"/desk/people/team/{team.pk}/", **{f"team{team.pk}-person": person.pk})
    assert person in team.people.all()
    visit.post(f"/desk/people/team/{team.pk}/", leave=person.pk)
    assert person not in team.people.all()


# --- one's own page ---------------------------------------------------------------------


def test_settings_are_kept_and_a_wrong_one_is_refused(visit: Visit) -> None:
    page = visit.fill("/desk/me/", "/desk/me/", zone="Asia/Kathmandu", language="ru", theme="dark")
    assert page.says("Часовой пояс")
    person = Person.objects.get(username="ada")
    assert (person.zone, person.language, person.keys_off) == ("Asia/Kathmandu", "ru", False)
    assert visit.client.cookies["theme"].value == "dark"
    assert visit.fill("/desk/me/", "/desk/me/", zone="Mars/Olympus").status == 422


def test_keys_are_switched_off_for_every_page(visit: Visit) -> None:
    form = visit.get("/desk/me/").form.to("/desk/me/")
    form.values.pop("keys")
    visit.post("/desk/me/", **form.values)
    assert visit.get("/desk/").says('data-keys="off"')


# --- sent mail --------------------------------------------------------------------------


def sent_mail(place: Path, number: str) -> None:
    """A mail in the directory, about a case."""
    place.mkdir(exist_ok=True)
    (place / f"mail-{number}.eml").write_bytes(
        b"X-Envelope-To: <cleo@customer.example>\r\nTo: <cleo@customer.example>\r\n"
        b"Subject: [" + number.encode() + b"] Re: Down\r\n\r\nWe look at it.\r\n"
    )


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory that takes the desk's mail."""
    monkeypatch.setenv(SETTING, f"file://{tmp_path}/sent")
    return tmp_path / "sent"


def test_sent_mail_of_ones_cases_can_be_read(visit: Visit, sent: Path) -> None:
    case = case_of()
    sent_mail(sent, case.number)
    sent_mail(sent, "RX9999")
    page = visit.get("/desk/sent/")
    assert page.says(f"[{case.number}] Re: Down")
    assert "RX9999" not in page.text
    one = visit.get(f"/desk/sent/mail-{case.number}.eml/")
    assert one.says("We look at it.", "cleo@customer.example")
    assert visit.get("/desk/sent/mail-RX9999.eml/").status == 404
    assert visit.get("/desk/sent/mail-RX9999.eml/raw").status == 404
    assert visit.get(f"/desk/sent/mail-{case.number}.eml/raw").headers["X-Content-Type-Options"]


def test_older_sent_mail_is_one_link_away(visit: Visit, sent: Path) -> None:
    for number in range(60):
        sent_mail(sent, f"RX{number:04d}")
    first = visit.as_(admin()).get("/desk/sent/")
    assert first.text.count("Re: Down</a>") == 50
    assert visit.get("/desk/sent/?skip=50").text.count("Re: Down</a>") == 10


def test_there_is_no_sent_mail_to_read_where_a_server_takes_it(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "smtp://mail.example")
    assert visit.get("/desk/sent/").status == 404
    assert "/desk/sent/" not in visit.get("/desk/").text


# --- held mail --------------------------------------------------------------------------


def held(header: str = "X-Sent: by hand") -> RawMail:
    """A mail of somebody whom bicom does not know."""
    staffed("bicom")
    raw = (
        f"From: Nobody Knows <{STRANGER_ADDRESS}>\r\nTo: support@bicom.example\r\n"
        f"Subject: Let me in\r\nMessage-ID: <x@stranger.example>\r\n{header}\r\n\r\nPlease.\r\n"
    )
    envelope = Envelope(
        sender=STRANGER_ADDRESS, recipients=("support@bicom.example",), data=raw.encode(), peer="t"
    )
    mail = keep_mails([envelope], at=now())[0]
    take(mail.pk, now())
    mail.refresh_from_db()
    return mail


def test_held_mail_is_shown_and_counted(visit: Visit) -> None:
    held()
    page = visit.get("/desk/held/")
    assert page.says("Let me in", STRANGER_ADDRESS, "the address is not registered", "Please.")
    assert page.says('data-count="held">1<')


def test_registering_the_sender_opens_the_case(visit: Visit) -> None:
    mail = held()
    company = organisation()
    company.charter = "bicom"
    company.save(update_fields=["charter"])
    form = visit.get("/desk/held/").form.to("/register/")
    values = {**form.values, f"m{mail.pk}-organisation": str(company.pk)}
    page = visit.post(form.action, **values)
    case = Case.objects.get()
    assert page.url.startswith(f"/desk/c/{case.number}/")
    assert Address.objects.get(address=STRANGER_ADDRESS).contact.organisation == company


def test_registering_wants_a_customer(visit: Visit) -> None:
    mail = held()
    page = visit.post(f"/desk/held/{mail.pk}/register/", **{f"m{mail.pk}-name": "Somebody"})
    assert page.status == 422
    assert page.says("Somebody", "aria-invalid")
    assert not Case.objects.exists()


def test_mail_that_could_not_be_taken_is_shown_with_its_reason(visit: Visit) -> None:
    mail = held()
    quarantine(mail, "Its parts are nested too deep.", now())
    page = visit.get("/desk/held/")
    assert page.says("it could not be taken", "Its parts are nested too deep.", "Mail as it came")
    assert "/register/" not in page.text


def test_one_mail_alone_becomes_a_case_and_its_sender_stays_unknown(visit: Visit) -> None:
    action = f"/desk/held/{held().pk}/open/"
    page = visit.post(action)
    assert page.says("The case is open; its sender is not registered.", "Let me in")
    assert not Address.objects.filter(address=STRANGER_ADDRESS).exists()
    assert visit.post(action).status in {404, 422}
    assert Case.objects.count() == 1


def test_what_a_machine_wrote_can_be_opened_or_refused(visit: Visit) -> None:
    held("Auto-Submitted: auto-generated")
    page = visit.get("/desk/held/")
    assert page.says("a machine wrote it", "Only the sender of a mail in which a person asks")
    assert visit.fill("/desk/held/", "/open/").says("The case is open")


def test_refused_mail_is_shown_no_more(visit: Visit) -> None:
    mail = held()
    page = visit.post(f"/desk/held/{mail.pk}/refuse/")
    assert page.says("The mail is refused", "No mail is held.")


def test_mail_as_it_came_is_a_download_for_those_who_may_see_it(visit: Visit) -> None:
    mail = held()
    answer = visit.get(f"/desk/mail/{mail.pk}/raw")
    assert answer.says("Subject: Let me in")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert visit.as_(eve()).get(f"/desk/mail/{mail.pk}/raw").status == 404
    assert "Let me in" not in visit.get("/desk/held/").text


# --- search and health ------------------------------------------------------------------


def test_a_number_jumps_to_its_case(visit: Visit) -> None:
    """R-ROX-2."""
    case = case_of()
    assert visit.get(f"/desk/search/?q={case.number.lower()}").url == f"/desk/c/{case.number}/"


@pytest.mark.parametrize("words", ["fire", "cleo", "Customer Ltd", "FIRE in the"])
def test_words_find_subjects_and_customers(visit: Visit, words: str) -> None:
    case = case_of(subject="Fire in the engine")
    page = visit.get(f"/desk/search/?q={words}")
    assert page.says("1 case found", case.number)


@pytest.mark.parametrize("words", ["ПОЖАР", "пожар", "Пожар в"])
def test_cyrillic_words_are_found_in_any_case_of_letters(visit: Visit, words: str) -> None:
    case_of(subject="Пожар в машине")
    assert visit.get(f"/desk/search/?q={words}").says("1 case found")


def test_a_search_that_finds_nothing_says_where_it_looked(visit: Visit) -> None:
    case_of()
    assert visit.get("/desk/search/?q=unicorn").says("No case that you may see has these words")
    assert visit.get("/desk/search/?q=").says("Type a number, or at least two letters")


def test_health_says_ok_to_anybody(visit: Visit) -> None:
    visit.client.logout()
    answer = visit.get("/healthz")
    assert (answer.status, answer.text) == (200, "ok\n")
