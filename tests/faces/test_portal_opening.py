"""Opening a case on the customers' pages: one question a page, the promise, the number."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from charterdesk.cases.models import Attachment, Case, CaseLink, Message
from charterdesk.cases.store import load
from charterdesk.customers.commands import keep_proven
from charterdesk.customers.models import Contact
from charterdesk.engine.events import Escalated
from charterdesk.intake.inquiry import Inquiry, InquiryFile
from charterdesk.intake.models import RawMail
from charterdesk.kit.kept_files import path_of
from charterdesk.kit.wallclock import now
from charterdesk.knowledge.models import State
from charterdesk.notifications.models import Notice
from tests.apps.cast import MONDAY, STRANGER_ADDRESS, charter, cleo, dora
from tests.apps.knowledge.library import article
from tests.faces.guests import client_of
from tests.faces.portal_scene import asked_through, browser, contract, only_case, served
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db

WORDS = {"subject": "Till two is slow", "text": "Since this morning.", "kind": "problem"}


def test_the_case_is_there_with_its_number_and_a_mail_goes_out() -> None:
    """R-HFN-5."""
    served("corner")
    visit = browser()
    promised = asked_through(visit, **WORDS)
    sent = visit.fill(promised.url, "/send/")
    case = only_case()
    assert sent.says(case.number, "/cases/")
    assert (case.subject, case.channel, case.contact) == ("Till two is slow", "web", cleo())
    assert Notice.objects.filter(case=case, kind=Notice.Kind.ACKNOWLEDGEMENT).count() == 1


def test_what_is_promised_before_sending_is_what_the_case_then_promises() -> None:
    served("roxen")
    visit = browser()
    before = asked_through(visit, **WORDS, priority="critical")
    after = visit.fill(before.url, "/send/")
    assert "First answer</b>: by " in before.text
    words = before.text.partition("First answer</b>: ")[2].partition("<")[0]
    assert f"First answer</b>: {words}" in after.text


def test_the_promise_says_the_hours_that_count_and_why() -> None:
    served("corner")
    answer = asked_through(browser(), **WORDS)
    assert answer.says("Mon-Fri 08:00-17:00", "Europe/Stockholm", "<summary>Why?")


def test_a_charter_that_is_not_published_is_not_led_to() -> None:
    served("bicom")
    contract("support", "bicom")
    answer = asked_through(browser(), **WORDS, product="Bells")
    assert "First answer" in answer.text
    assert "/charters/bicom/" not in answer.text


def test_in_russian_each_page_leads_back_and_the_text_says_what_was_asked_in_russian() -> None:
    served("terrasoft")
    contract("paid", "terrasoft", "gold")
    cleo_speaks = cleo()
    cleo_speaks.language = "ru"
    cleo_speaks.save()
    visit = browser(cleo_speaks)
    page = asked_through(
        visit,
        upto="details",
        **WORDS,
        type="problem solving",
        equipment="Касса 2",
        axis_0="stopped",
    )
    assert ">Назад</a>" in page.text
    last = asked_through(
        visit, start=page.url, text="Не открывается.",
    )  # fmt: skip
    visit.fill(last.url, "/send/")
    assert "Оборудование: Касса 2" in Message.objects.get().text


def test_nothing_is_a_case_before_it_is_sent() -> None:
    served("corner")
    asked_through(browser(), **WORDS)
    assert not Case.objects.exists()


def test_sending_twice_is_one_case() -> None:
    served("corner")
    visit = browser()
    form = asked_through(visit, **WORDS).form.to("/send/")
    first = visit.post(form.action, **form.values)
    second = visit.post(form.action, **form.values)
    assert first.url == second.url
    assert Case.objects.count() == 1


def test_back_shows_what_was_answered() -> None:
    served("corner")
    visit = browser()
    details = asked_through(visit, upto="details", **WORDS)
    back = visit.get(details.url.replace("/details/", "/what/"))
    assert back.says('value="Till two is slow"')


def test_a_page_that_was_jumped_over_is_asked_first() -> None:
    served("corner")
    visit = browser()
    details = asked_through(visit, upto="details", **WORDS)
    assert visit.get(details.url.replace("/details/", "/send/")).url == details.url


def test_each_priority_says_what_it_means_and_what_it_brings() -> None:
    """R-ROX-12, R-ROX-13: the criteria of each stand where it is picked."""
    served("roxen")
    answer = asked_through(browser(), upto="urgency", **WORDS)
    assert answer.says("Production unit severely impacted", "First answer: within 1")
    assert answer.says("project deliverables severely impacted", "mission-critical applications")


def test_high_asks_for_a_reason_and_is_a_formal_escalation() -> None:
    served("roxen")
    visit = browser()
    reason = asked_through(visit, upto="reason", **WORDS, priority="high")
    assert reason.says("formal escalation")
    asked = asked_through(visit, **WORDS, priority="high", reason="We lose money")
    visit.fill(asked.url, "/send/")
    events = [one for one in load(only_case().pk).state.history if isinstance(one, Escalated)]
    assert [one.reason for one in events] == ["We lose money"]
    assert only_case().priority == "high"


def test_an_emergency_is_asked_its_own_question_and_comes_in_by_its_channel() -> None:
    """R-BIC-20."""
    served("bicom")
    visit = browser()
    data = {**WORDS, "product": "PBXware", "priority": "emergency"}
    question = asked_through(visit, upto="emergency", **data)
    assert question.says("50% of calls or more cannot pass")
    asked = asked_through(visit, **data, emergency="yes")
    visit.fill(asked.url, "/send/")
    assert (only_case().channel, only_case().priority) == ("emergency", "emergency")
    assert "50% of calls or more cannot pass: yes" in Message.objects.get().text


def test_no_emergency_after_all_is_the_usual_priority() -> None:
    served("bicom")
    visit = browser()
    data = {**WORDS, "product": "PBXware", "priority": "emergency", "emergency": "no"}
    visit.fill(asked_through(visit, **data).url, "/send/")
    assert (only_case().channel, only_case().priority) == ("mail", "standard")


def test_the_words_of_the_matrix_give_the_priority() -> None:
    served("handsfree")
    contract("example-gold", "handsfree")
    visit = browser()
    asked = asked_through(visit, **WORDS, axis_0="high", axis_1="high")
    visit.fill(asked.url, "/send/")
    assert only_case().priority == "critical"


def test_a_mark_that_the_charter_asks_of_every_case_goes_along() -> None:
    """R-VOX-4."""
    served("voxeo")
    visit = browser()
    visit.fill(asked_through(visit, **WORDS, mark_0="yes").url, "/send/")
    assert load(only_case().pk).state.opening.marks == ("traffic-affecting",)  # type: ignore[union-attr]  # it was opened


def test_files_go_along_and_can_be_taken_off() -> None:
    """R-ROX-6."""
    served("corner")
    visit = browser()
    details = asked_through(visit, upto="details", **WORDS)
    file = SimpleUploadedFile("till.png", b"picture", "image/png")
    other = SimpleUploadedFile("secret.txt", b"no", "text/plain")
    shown = visit.post(details.url, text="Since this morning.", attached=[file, other], stay="yes")
    assert shown.says("till.png", "secret.txt")
    unwanted = InquiryFile.objects.get(name="secret.txt")
    visit.post(details.url, text="Since this morning.", drop=str(unwanted.pk))
    visit.fill(visit.post(details.url, text="Since this morning.").url, "/send/")
    kept = Attachment.objects.get()
    assert (kept.name, path_of(kept.stored).read_bytes()) == ("till.png", b"picture")
    assert not path_of(unwanted.stored).exists()


def test_what_is_typed_after_the_session_ended_is_there_after_signing_in() -> None:
    served("corner")
    visit = browser()
    details = asked_through(visit, upto="details", **WORDS)
    gone = Visit(Client()).post(details.url, text="Typed too late.", asked_0="123")
    assert gone.url.startswith("/in/")
    assert "Typed too late." in browser().get(details.url).text


def test_the_first_answer_after_the_session_ended_is_kept_too() -> None:
    served("corner")
    form = browser().get("/open/").form.to("/open/")
    gone = Visit(Client()).post(form.action, **{**form.values, **WORDS})
    assert gone.url.startswith("/in/?next=%2Fopen%2F")
    assert Inquiry.objects.get().answers["subject"] == "Till two is slow"


def test_a_forged_key_keeps_nothing() -> None:
    served("corner")
    gone = Visit(Client()).post("/open/", key="x:y:z", **WORDS)
    assert gone.url.startswith("/in/")
    assert not Inquiry.objects.exists()


def test_a_stranger_is_led_to_the_way_in_and_back() -> None:
    served("corner")
    assert Visit(Client()).get("/open/").url == "/in/?next=%2Fopen%2F"


def test_anothers_inquiry_is_not_there() -> None:
    served("corner")
    details = asked_through(browser(), upto="details", **WORDS)
    answer = Visit(client_of(dora())).get(details.url)
    assert answer.status == 404
    assert Visit(client_of(dora())).post(details.url, text="mine").status == 404


def test_a_guest_of_one_case_opens_none() -> None:
    served("corner")
    assert Inquiry.objects.count() == 0
    assert Visit(Client()).get("/open/nothing/what/").url.startswith("/in/")


def test_several_contracts_are_chosen_between_first() -> None:
    served("corner")
    contract("gold", "corner")
    contract("silver", "corner")
    visit = browser()
    answer = visit.get("/open/")
    assert answer.says("gold of", "silver of")
    chosen = answer.text.partition('href="/open/?offer=')[2].partition('"')[0]
    assert visit.get(f"/open/?offer={chosen}").says('name="subject"')


def test_nobody_without_a_charter_is_offered_one() -> None:
    answer = browser().get("/open/")
    assert answer.status == 403
    assert answer.says("account manager")


def test_somebody_unregistered_may_leave_a_message_for_a_service_that_wants_registration() -> None:
    charter("bicom", at=MONDAY)
    charter("roxen", at=MONDAY)
    charter("handsfree", at=MONDAY)
    stranger = keep_proven(address=STRANGER_ADDRESS, at=now())
    assert isinstance(stranger, Contact)
    visit = browser(stranger)
    offers = visit.get("/open/")
    assert offers.says("/in/message/")
    kept = visit.fill("/in/message/", "/in/message/", text="Our bells are dead.")
    assert kept.says("Your message is kept")
    assert RawMail.objects.get().state == RawMail.State.HELD


def test_a_new_case_names_the_ended_one_that_it_goes_on_from() -> None:
    served("corner")
    visit = browser()
    visit.fill(asked_through(visit, **WORDS).url, "/send/")
    old = only_case()
    asked = asked_through(visit, start=f"/open/?follows={old.number}", **WORDS)
    visit.fill(asked.url, "/send/")
    link = CaseLink.objects.get()
    assert (link.other, link.kind) == (old, CaseLink.Kind.FOLLOWS)


def test_a_hostile_line_is_only_text() -> None:
    served("corner")
    visit = browser()
    hostile = {**WORDS, "subject": "<script>alert(1)</script> %(x)s {{ y }}"}
    answer = asked_through(visit, **hostile)
    assert "<script>alert" not in answer.text
    assert visit.fill(answer.url, "/send/").status == 200


def test_old_unfinished_inquiries_are_bounded() -> None:
    served("corner")
    visit = browser()
    for _number in range(25):
        form = visit.get("/open/").form.to("/open/")
        visit.post(form.action, **{**form.values, **WORDS})
    assert Inquiry.objects.count() == 20


def test_articles_that_may_answer_it_come_before_the_next_question() -> None:
    served("corner")
    article("A till is slow", "Restart the till, then the printer.")
    article("Tills within", "Only for us.", state=State.INTERNAL)
    visit = browser()
    shown = asked_through(visit, upto="answers", **WORDS)
    assert shown.says("A till is slow", "/kb/", "None of these: go on")
    assert "Tills within" not in shown.text
    assert asked_through(visit, upto="urgency", start="/open/", **WORDS, seen="yes").status == 200


def test_the_articles_are_given_as_a_part_while_a_line_is_typed() -> None:
    served("corner")
    article("A till is slow", "Restart the till, then the printer.")
    part = browser().get("/open/suggest/?q=slow+tills")
    assert part.says("A till is slow")
    assert "<html" not in part.text
    assert browser().get("/open/suggest/?q=%00%27%22*)(" + "x" * 9000).status == 200
    assert Visit(Client()).get("/open/suggest/?q=slow").url.startswith("/in/")


def test_a_page_that_another_answer_made_needless_leads_on() -> None:
    served("bicom")
    visit = browser()
    details = asked_through(visit, upto="details", **WORDS, product="PBXware", priority="standard")
    assert visit.get(details.url.replace("/details/", "/emergency/")).url == details.url
    assert visit.get(details.url.replace("/details/", "/nothing/")).status == 404


@pytest.mark.parametrize("follows", ["%00", "NONE", "x" * 300])
def test_a_made_up_case_to_follow_is_none(follows: str) -> None:
    served("corner")
    visit = browser()
    asked = asked_through(visit, start=f"/open/?follows={follows}", **WORDS)
    visit.fill(asked.url, "/send/")
    assert Case.objects.count() == 1
    assert not CaseLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sent_from_two_windows_at_once_it_is_one_case() -> None:
    served("corner")
    form = asked_through(browser(), **WORDS).form.to("/send/")
    clients = [browser(), browser()]
    at_once = Barrier(len(clients))

    def press(visit: Visit) -> str:
        at_once.wait()
        try:
            return visit.post(form.action, **form.values).url
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as windows:
        urls = set(windows.map(press, clients))
    assert len(urls) == 1
    assert Case.objects.count() == 1
