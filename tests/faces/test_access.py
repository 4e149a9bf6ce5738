"""Customers' systems on their pages, at the desk and for the customer (R-BIC-33..35)."""

import pytest
from django.test import Client

from charterdesk.access.models import AccessLine, PortCheck, Secret, System
from charterdesk.accounts.models import Team
from charterdesk.cases.models import Message
from charterdesk.cases.opening import Arrival
from charterdesk.cases.store import load
from charterdesk.customers.commands import set_standing
from charterdesk.kit.wallclock import now
from tests.apps.access.systems import WORD, ada_may_look, case, secret, system
from tests.apps.cast import ada, admin, ben, charter, cleo, dora
from tests.faces.desk_scene import case_of, eve
from tests.faces.portal_scene import browser
from tests.faces.test_portal_entering import link_in, mailed
from tests.faces.visiting import Visit


def test_a_system_is_added_with_the_charters_ports(visit: Visit) -> None:
    """R-BIC-35"""
    url = f"/desk/c/{case().number}/access/"
    page = visit.fill(
        url, "/access/add/", **{
            "system-name": "PBX", "system-address": "https://pbx.customer.example/",
            "system-products": ["web", "ssh SERVERware"], "system-ports": "8443",
        },
    )  # fmt: skip
    assert page.says("The system is kept.", "pbx.customer.example", "2222", "not tried yet")
    assert System.objects.get().ports == {
        "web": [80, 81, 443], "ssh SERVERware": [2020, 2222], "further": [8443],
    }  # fmt: skip


def test_a_wrong_port_is_told_and_what_was_typed_stands(visit: Visit) -> None:
    url = f"/desk/c/{case().number}/access/"
    given = {"system-name": "PBX", "system-ports": "80, http"}
    page = visit.fill(url, "/access/add/", **given)
    assert page.status == 422
    assert page.says("“http” is no port", 'value="PBX"', 'value="80, http"')


def test_a_secret_is_kept_and_never_drawn_again(visit: Visit) -> None:
    """R-BIC-34"""
    work, of = case(), system()
    url = f"/desk/c/{work.number}/access/"
    given = {f"secret{of.pk}-account": "root", f"secret{of.pk}-secret": WORD}
    page = visit.fill(url, "/keep/", **given)
    assert page.says("It is kept under seal.", "GUI user and password", "root")
    assert WORD not in page.text
    refused = visit.fill(url, "/keep/", **{f"secret{of.pk}-what": "nonsense", **given})
    assert refused.status == 422
    assert WORD not in refused.text
    assert WORD not in Secret.objects.get().sealed


def test_a_secret_is_shown_once_for_a_minute_and_the_log_says_why(visit: Visit) -> None:
    """R-BIC-34"""
    ada_may_look()
    work, one = case(), secret()
    url = f"/desk/c/{work.number}/access/"
    form = visit.get(url).form.to("/show/")
    values = {**form.values, f"show{one.pk}-reason": "The trunk is down"}
    page = visit.post(form.action, **values)
    assert page.says(WORD, "admin")
    assert page.headers["Refresh"].startswith("60; url=/desk/c/")
    assert "no-store" in page.headers["Cache-Control"]
    again = visit.post(form.action, **values)
    assert again.status == 422
    assert WORD not in again.text
    log = visit.get(url)
    assert log.says("Ada Ek looked at “GUI user and password” of pbx", "The trunk is down")
    assert WORD not in log.text


def test_without_a_reason_the_form_comes_back(visit: Visit) -> None:
    ada_may_look()
    work = case()
    secret()
    page = visit.fill(f"/desk/c/{work.number}/access/", "/show/")
    assert page.status == 422
    assert page.says("Say what you need it for")
    assert WORD not in page.text


def test_who_may_not_look_is_told_so_and_gets_nothing(visit: Visit) -> None:
    work, one = case(), secret()
    url = f"/desk/c/{work.number}/access/"
    page = visit.get(url)
    assert page.says("You may not look at secrets")
    assert "/show/" not in page.text
    data = {f"show{one.pk}-reason": "Work", f"show{one.pk}-key": "k"}
    forced = visit.post(f"{url}secret/{one.pk}/show/", **data)
    assert forced.status == 403
    assert WORD not in forced.text


def test_the_right_is_an_administrators_to_give(visit: Visit) -> None:
    page = visit.get("/desk/access/")
    assert page.says("Only an administrator of the desk changes this.", "tier1", "may not")
    pk = Team.objects.get().pk
    assert visit.post(f"/desk/access/{pk}/", may="yes").status == 403
    visit.as_(admin())
    assert visit.post(f"/desk/access/{pk}/", may="yes").says("The people of tier1 may look")
    assert visit.post(f"/desk/access/{pk}/", may="no").says("may look at no secret any more")


def test_who_may_not_see_the_case_sees_no_system_of_its_customer(visit: Visit) -> None:
    work, one = case(), secret()
    visit.as_(eve())
    url = f"/desk/c/{work.number}/access/"
    assert visit.get(url).status == visit.get(f"{url}part/").status == 404
    for path in (f"{one.system_id}/check/", f"{one.system_id}/end/", f"secret/{one.pk}/show/",
                 f"secret/{one.pk}/wipe/", f"{one.system_id}/keep/", "add/"):  # fmt: skip
        assert visit.post(f"{url}{path}").status == 404


def test_a_check_is_asked_for_and_its_result_stands_beside_the_case(visit: Visit) -> None:
    work, of = case(), system()
    url = f"/desk/c/{work.number}/access/"
    assert visit.fill(url, "/check/").says("Its ports are being tried")
    PortCheck.objects.update(done_at=now(), said={"80": "closed", "443": "open"})
    assert visit.get(url).says("80", "closed", f"for case {work.number}")
    part = visit.get(f"{url}part/")
    assert part.says("pbx", "not open: 80", "missing: public address")
    assert of.address in part.text


def test_the_customer_is_asked_with_one_press_and_the_case_waits(visit: Visit) -> None:
    """R-BIC-33: until access is there, the case waits for the customer."""
    work, of = case(), system()
    PortCheck.objects.create(
        system=of, case=work, address=of.address, ports=of.ports, asked_by=ada(),
        asked_at=now(), done_at=now(), said={"80": "closed", "443": "silent"},
    )  # fmt: skip
    url = f"/desk/c/{work.number}/access/ask/"
    page = visit.get(url)
    assert page.says("80: closed", "443: no answer", f"/cases/{work.number}/access/")
    assert visit.fill(url, "/ask/").says("the case waits for them")
    state = load(work.pk).state
    assert (state.waiting_on, state.waiting_for) == ("customer", "access")
    sent = Message.objects.order_by("-pk")[0]
    assert "Never send a password in a mail." in sent.text


@pytest.mark.parametrize(
    ("said", "fault", "words"),
    [
        ({"80": "closed", "443": "open"}, "", "80: closed. Nothing listens there"),
        ({}, "10.0.0.7 leads inside.", "leads to no place that can be reached from the internet"),
    ],
)
def test_the_customer_reads_what_did_not_let_us_in_and_what_helps(
    visit: Visit, said: dict[str, str], fault: str, words: str
) -> None:
    """R-BIC-33: in the letter, and beside the system on their own page."""
    work, of = case(), system()
    check = PortCheck.objects.create(
        system=of, case=work, address="10.0.0.7", ports=of.ports, asked_by=ada(),
        asked_at=now(), done_at=now(), said=said, fault=fault,
    )  # fmt: skip
    letter = visit.get(f"/desk/c/{work.number}/access/ask/")
    assert letter.says("(10.0.0.7) and did not get in", words)
    hers, url = browser(), f"/cases/{work.number}/access/"
    page = hers.get(url)
    assert page.says("We tried 10.0.0.7 and did not get in", words)
    assert "443:" not in page.text
    assert "leads inside" not in letter.text + page.text
    PortCheck.objects.filter(pk=check.pk).update(said={"80": "open"}, fault="")
    assert hers.get(url).says("We tried 10.0.0.7 and got in")


def test_the_customer_enters_access_on_their_page_and_the_desk_goes_on(visit: Visit) -> None:
    """R-BIC-33, R-BIC-34"""
    work = case()
    hers = browser()
    before = hers.get(f"/cases/{work.number}/")
    assert before.says("We need this before we can work on your system:")
    assert not before.says("We need access to your system")
    visit.fill(f"/desk/c/{work.number}/access/ask/", "/ask/")
    assert hers.get(f"/cases/{work.number}/").says("We need access to your system")
    url = f"/cases/{work.number}/access/"
    given = {"system-name": "PBX", "system-address": "203.0.113.9", "system-products": ["web"]}
    assert hers.fill(url, "/access/add/", **given).says("203.0.113.9", "80, 81, 443")
    of = System.objects.get()
    prefix = f"secret{of.pk}"
    for word in ("GUI user and password", "root password for SSH and Setup Wizard"):
        assert load(work.pk).state.waiting_on == "customer"
        page = hers.fill(url, "/keep/", **{f"{prefix}-what": word, f"{prefix}-secret": WORD})
        assert page.says("It is kept under seal", word)
        assert WORD not in page.text
    assert load(work.pk).state.waiting_on == ""
    assert all(line.by_customer for line in AccessLine.objects.all())
    assert not Message.objects.filter(text__contains=WORD).exists()


def test_the_customer_may_say_that_all_is_entered(visit: Visit) -> None:
    work = case()
    system()
    visit.fill(f"/desk/c/{work.number}/access/ask/", "/ask/")
    hers = browser()
    assert hers.fill(f"/cases/{work.number}/access/", "/done/").says("Thank you")
    assert load(work.pk).state.waiting_on == ""


def test_another_customer_finds_nothing(visit: Visit) -> None:
    work, one = case(), secret()
    hers = browser(dora())
    url = f"/cases/{work.number}/access/"
    assert hers.get(url).status == 404
    for path in ("add/", "done/", f"{one.system_id}/keep/", f"secret/{one.pk}/wipe/"):
        assert hers.post(f"{url}{path}").status == 404
    assert not Secret.objects.filter(ended_at__isnull=False).exists()


def test_what_is_another_customers_is_not_reached_by_a_case_of_ones_own(visit: Visit) -> None:
    one, contact = secret(), dora()
    arrival = Arrival(
        charter=charter("bicom", at=now()), organisation=contact.organisation, contact=contact
    )
    url = f"/cases/{case_of('bicom', arrival=arrival).number}/access/"
    hers = browser(contact)
    assert hers.get(url).status == 200
    for path in (f"{one.system_id}/keep/", f"{one.system_id}/change/", f"secret/{one.pk}/wipe/"):
        prefix = f"secret{one.system_id}"
        given = {f"{prefix}-what": "other", f"{prefix}-other": "x", f"{prefix}-secret": "x"}
        assert hers.post(f"{url}{path}", **given).status == 404
    assert Secret.objects.get().sealed == one.sealed


def test_the_link_of_a_mail_shows_nothing_of_the_systems_and_changes_none(visit: Visit) -> None:
    one, work = secret(), case()
    hers = Visit(Client())
    hers.get(link_in(mailed("opened"), "/t/"))
    url = f"/cases/{work.number}/access/"
    page = hers.get(url)
    assert page.status == 403
    assert page.says("sign in with your own address", f"/in/?next=%2Fcases%2F{work.number}%2Facc")
    assert not page.says("pbx.customer.example")
    for path in ("add/", f"{one.system_id}/keep/", f"{one.system_id}/change/", "done/"):
        assert hers.post(f"{url}{path}").status == 404
    assert hers.post(f"{url}secret/{one.pk}/wipe/").status == 404
    assert Secret.objects.get().sealed


def test_an_end_customer_of_the_customers_finds_none_of_its_systems(visit: Visit) -> None:
    one, work = secret(), case()
    contact = cleo()
    set_standing(contact=contact, is_authorised=False, is_end_customer=True, by=ben(), at=now())
    theirs = browser(contact)
    page = theirs.get(f"/cases/{work.number}/access/")
    assert page.status == 403
    assert not page.says("pbx.customer.example")
    assert theirs.post(f"/cases/{work.number}/access/secret/{one.pk}/wipe/").status == 404


def test_a_customer_wipes_what_they_entered(visit: Visit) -> None:
    work, one = case(), secret()
    assert browser().fill(f"/cases/{work.number}/access/", "/wipe/").says("It is wiped.")
    one.refresh_from_db()
    assert one.sealed == ""


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "x" * 80, "日本語"])
def test_what_a_customer_wrote_is_text_at_the_desk(visit: Visit, name: str) -> None:
    work = case()
    system(name)
    page = visit.get(f"/desk/c/{work.number}/access/")
    assert page.status == 200
    assert "<script>alert" not in page.text
