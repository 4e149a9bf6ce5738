"""What is shared: nothing by itself, each word by a lead, nothing of a customer, for anybody."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.incidents.models import PublicIncident
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, ben
from tests.faces.test_escalating import production_case
from tests.faces.test_incident import escalated
from tests.faces.visiting import Answer, Visit

TITLE, TEXT = "Inbound calls fail in one region", "We have found the gateway that refuses calls."
ATOM = "{http://www.w3.org/2005/Atom}"


def share(visit: Visit, case: Case, by: Person | None = None, **fields: str) -> Answer:
    """Publish an incident of a case, as a lead."""
    given = {"title": TITLE, "affected": "Telephony", "text": TEXT, **fields}
    return visit.as_(by or ben()).fill(f"/desk/c/{case.number}/public/", "/public/", **given)


def read(url: str = "/status/", language: str = "en") -> str:
    """The page as anybody reads it."""
    return Client().get(url, headers={"Accept-Language": language}).content.decode()


def test_nothing_is_shared_by_itself_and_people_of_the_desk_find_their_door(visit: Visit) -> None:
    case = escalated()
    page = read()
    assert "We know of nothing that is out of order." in page
    assert case.number not in page
    assert '<a href="/desk/">Sign in to the desk</a>' in page


def test_what_a_lead_publishes_is_read_by_anybody(visit: Visit) -> None:
    page = share(visit, escalated())
    assert page.says("Everybody can read it now.", TEXT)
    shown = read()
    assert all(word in shown for word in (TITLE, TEXT, "Telephony", "Investigating", "by"))
    assert "We say more by" in shown


def test_nothing_of_the_case_or_its_customer_stands_on_the_page(visit: Visit) -> None:
    case = production_case()
    share(visit, case)
    incident = PublicIncident.objects.get()
    for url in ("/status/", f"/status/{incident.pk}/", "/status/feed.atom"):
        shown = read(url)
        for secret in (case.number, case.subject, "Customer Ltd", "Cleo", "Ben Dahl", case.asker):
            assert secret not in shown, (url, secret)


def test_a_text_that_names_the_customer_is_held_until_it_is_meant(visit: Visit) -> None:
    case = production_case()
    page = share(visit, case, text="Calls of Customer Ltd fail.")
    assert page.status == 422
    assert page.says("It names “Customer Ltd”", "Calls of Customer Ltd fail.", "are meant")
    assert not PublicIncident.objects.exists()
    share(visit, case, text="Calls of Customer Ltd fail.", anyway="on")
    assert PublicIncident.objects.exists()


@pytest.mark.parametrize("word", ["Cleo", "cleo@customer.example"])
def test_names_and_addresses_are_held_too(visit: Visit, word: str) -> None:
    assert share(visit, production_case(), text=f"We called {word}.").status == 422


def test_only_leads_and_administrators_publish(visit: Visit) -> None:
    case = escalated()
    page = visit.as_(ada()).get(f"/desk/c/{case.number}/public/")
    assert page.status == 403
    assert page.says("Only an administrator or the lead of a team")
    assert visit.post("/desk/status/", title=TITLE, affected="x", text=TEXT).status == 403


def test_an_update_stands_first_and_resolving_moves_it_to_the_past(visit: Visit) -> None:
    share(visit, escalated())
    row = PublicIncident.objects.get()
    url = f"/desk/status/{row.pk}/"
    visit.post(url, state="monitoring", text="Calls come through again.", next_by="60")
    shown = read()
    assert shown.index("Calls come through again.") < shown.index(TEXT)
    visit.post(url, state="resolved", text="All is well.", next_by="60")
    row.refresh_from_db()
    assert row.resolved_at is not None
    assert row.next_at is None
    assert "We know of nothing that is out of order." in read()
    assert "All is well." in read()


def test_what_was_resolved_ninety_days_ago_is_history_no_more(visit: Visit) -> None:
    share(visit, escalated(), state="resolved")
    PublicIncident.objects.update(resolved_at=now() - timedelta(days=91))
    assert TITLE not in read()
    assert TITLE in read(f"/status/{PublicIncident.objects.get().pk}/")


def test_what_is_withdrawn_is_gone_from_page_and_feed(visit: Visit) -> None:
    share(visit, escalated())
    row = PublicIncident.objects.get()
    page = visit.fill(f"/desk/status/{row.pk}/", "/withdraw/")
    assert page.says("It is off the status page.", "nobody outside sees it")
    assert TITLE not in read() + read("/status/feed.atom")
    assert Client().get(f"/status/{row.pk}/").status_code == 404
    refused = visit.post(f"/desk/status/{row.pk}/", state="resolved", text="x", next_by="0")
    assert refused.says("It was withdrawn from the status page")


def test_the_feed_is_atom_with_an_entry_for_each_update(visit: Visit) -> None:
    share(visit, escalated())
    feed = ElementTree.fromstring(read("/status/feed.atom"))
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [f"Investigating: {TITLE}"]
    assert entries[0].findtext(f"{ATOM}summary") == TEXT


def test_what_somebody_wrote_is_text_and_nothing_else(visit: Visit) -> None:
    share(visit, escalated(), title="<script>alert(1)</script>")
    assert "<script>alert" not in read() + read("/status/feed.atom")


def test_it_is_cached_for_a_moment_without_a_cookie_and_in_two_languages(visit: Visit) -> None:
    answer = Client().get("/status/", headers={"Accept-Language": "ru"})
    assert answer.headers["Cache-Control"] == "public, max-age=30"
    assert not answer.cookies
    assert "Cookie" not in answer.headers["Vary"]
    assert answer.headers["Content-Language"] == "ru"
    assert Client().get("/status/?in=ru").headers["Content-Language"] == "ru"
    assert Client().get("/status/?in=xx").headers["Content-Language"] == "en"


def test_a_case_that_is_shared_leads_to_what_is_shared(visit: Visit) -> None:
    case = escalated()
    share(visit, case)
    page = visit.get(f"/desk/c/{case.number}/public/")
    assert page.says("What was said", TEXT)


def test_something_without_a_case_is_shared_too_and_listed(visit: Visit) -> None:
    visit.as_(ben())
    url = "/desk/status/"
    visit.fill(url, url, title="Maintenance", affected="All", text="On Sunday.", next_by="0")
    assert visit.get(url).says("Maintenance", "published", "Ben Dahl")
    assert "We say more by" not in read()
