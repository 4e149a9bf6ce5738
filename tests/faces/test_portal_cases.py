"""A customer follows a case: what was promised, where it is, what was said; and writes on it."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import (
    add_note,
    begin_waiting,
    escalate_case,
    hand_back,
    send_reply,
    set_matter,
)
from charterdesk.cases.messages import File, Written
from charterdesk.cases.models import Case, Message
from charterdesk.cases.opening import Arrival
from charterdesk.charters.commands import publish_charter, set_charter_live
from charterdesk.charters.queries import charter_in_force
from charterdesk.charters.shipped import shipped_text
from charterdesk.customers.commands import add_contact
from charterdesk.customers.models import Contact
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from tests.apps.cast import ada, cleo, organisation
from tests.faces.desk_scene import case_of, cleo_writes, replied
from tests.faces.guests import client_of
from tests.faces.test_escalating import production_case

MULTIPART = "multipart/form-data; boundary=edge"
LONG_NAME = (
    '--edge\r\nContent-Disposition: form-data; name="files"; filename="'
    + "n" * 4096
    + '.txt"\r\n\r\nx\r\n--edge--\r\n'
).encode()
pytestmark = pytest.mark.django_db


def page_of(case: Case, client: Client | None = None) -> str:
    answer = (client or client_of(cleo())).get(f"/cases/{case.number}/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_customer_reads_that_the_kind_was_corrected_and_not_why() -> None:
    """R-TER-8."""
    case = case_of("terrasoft")
    set_matter(
        case=case, words=(("kind", "problem"),), reason="They are wrong.", by=ada(), at=now()
    )  # fmt: skip
    page = page_of(case)
    assert "Its kind is now: problem" in page
    assert "They are wrong" not in page


def colleague(**rights: bool) -> Contact:
    made = add_contact(
        name="Carl Vik", address="carl@customer.example", organisation=organisation(), by=DESK,
        at=now(),
    )  # fmt: skip
    assert isinstance(made, Contact)
    Contact.objects.filter(pk=made.pk).update(**rights)
    made.refresh_from_db()
    return made


def send(case: Case, client: Client, text: str, key: str = "one", **files: object) -> int:
    given = {"body": text, "key": key, **files}
    return int(client.post(f"/cases/{case.number}/reply/", given).status_code)


def test_a_case_says_what_was_promised_where_it_is_and_what_was_said() -> None:
    case = replied(case_of(text="Nothing works."), ada(), "We look at it.")
    page = page_of(case)
    for words in ("What we promised", "First answer", "kept", "Where it is now", "We answered",
                  "Nothing works.", "We look at it.", "Ada Ek, support", "You"):  # fmt: skip
        assert words in page, words


def test_what_was_kept_at_once_took_no_time_ever_after() -> None:
    case = case_of(minutes_ago=90)
    written = Written(text="We saw it.")
    answer = send_reply(case=case, written=written, by=ada(), at=case.opened_at)
    assert isinstance(answer, Done)
    assert "took 0s" in page_of(case).replace("\xa0", " ")


def test_times_are_those_of_the_customers_zone() -> None:
    Contact.objects.filter(pk=cleo().pk).update(zone="Asia/Tokyo")
    assert "JST" in page_of(case_of())


def test_notes_and_notices_of_ours_are_not_theirs_to_read() -> None:
    case = case_of()
    add_note(case=case, written=Written(text="They never pay."), by=ada(), at=now())
    assert "They never pay." not in page_of(case)


def test_a_reply_is_there_once_it_can_not_be_taken_back() -> None:
    case = replied(case_of(), ada(), "Hello from us")
    sent = Notice.objects.filter(reply__isnull=False)
    sent.update(send_at=now() + timedelta(seconds=9))
    assert "Hello from us" not in page_of(case)
    sent.update(send_at=now() - timedelta(seconds=1))
    assert "Hello from us" in page_of(case)


def test_why_is_said_step_by_step_without_an_inner_aim() -> None:
    case = case_of()
    answer = client_of(cleo()).get(f"/cases/{case.number}/why/response/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Step by step" in text
    assert "CEST" in text or "CET" in text


def test_a_line_of_the_charters_file_is_not_said_to_customers() -> None:
    case = case_of()
    why = client_of(cleo()).get(f"/cases/{case.number}/why/response/").content.decode()
    assert "Step by step" in why
    assert "trace__clause" not in why


def test_what_is_asked_of_them_stands_first() -> None:
    case = case_of()
    answer = begin_waiting(case=case, on="customer", what="the core readout", by=ada(), at=now())
    assert isinstance(answer, Done)
    assert "We wait for your answer: the core readout" in page_of(case)


def test_every_step_of_an_escalation_is_said_without_a_name_or_number_of_ours() -> None:
    """R-BIC-24."""
    case = production_case()
    escalate_case(case=case, reason="It burns", by=ada(), at=now())
    page = page_of(case)
    assert "It was escalated: It burns" in page
    for step in ("desk”: told desk", "management”: told account manager, director of support"):
        assert f"Escalation, step “{step}" in page
    assert "+46 70" not in page
    assert "Ben Dahl" not in page


def test_an_answer_on_the_page_is_in_the_same_thread_as_one_by_mail() -> None:
    case = replied(case_of(), ada())
    client = client_of(cleo())
    assert send(case, client, "It works now.") == 302
    cleo_writes(case, "And by mail: thanks.")
    said = Message.objects.filter(case=case, direction="in").values_list("text", flat=True)
    assert list(said.order_by("pk"))[1:] == ["It works now.", "And by mail: thanks."]
    assert "Your message is there." in page_of(case, client)


def test_a_second_press_is_the_same_message() -> None:
    case, client = case_of(), client_of(cleo())
    assert [send(case, client, "Twice?") for _ in range(2)] == [302, 302]
    assert Message.objects.filter(text="Twice?").count() == 1


def test_an_empty_message_is_not_taken_and_says_why() -> None:
    case, client = case_of(), client_of(cleo())
    answer = client.post(f"/cases/{case.number}/reply/", {"body": "  ", "key": "k"})
    assert answer.status_code == 422
    assert "Write something, or add a file." in answer.content.decode()


def allowing(written: str) -> Arrival:
    """Cleo's arrival under a Roxen charter that says how large files may be."""
    text = shipped_text("roxen")
    assert "\nintake:\n" in text
    said = text.replace("\nintake:\n", f"\nintake:\n  files: {{{written}}}\n")
    granted(publish_charter(text=said, by=DESK, at=now()))
    granted(set_charter_live(name="roxen", is_live=True, by=DESK, at=now()))
    contact = cleo()
    return Arrival(
        charter=charter_in_force("roxen", now()), contact=contact,
        organisation=contact.organisation,
    )  # fmt: skip


def test_files_may_be_as_large_as_the_charter_says() -> None:
    """R-ROX-6."""
    case, client = case_of(arrival=allowing("each: 1 MB, together: 2 MB")), client_of(cleo())
    assert (
        "Up to 1 MB each, 2 MB together." in client.get(f"/cases/{case.number}/").content.decode()
    )
    charter = client.get("/charters/roxen/").content.decode()
    assert "Files may go with each message" in charter
    assert "Up to 1 MB each, 2 MB together." in charter
    large = SimpleUploadedFile("core.bin", b"x" * (1024 * 1024 + 1))
    refused = client.post(
        f"/cases/{case.number}/reply/", {"body": "My long text", "key": "k", "files": large}
    )
    assert refused.status_code == 422
    assert "“core.bin” is larger than 1 MB" in refused.content.decode()
    small = [SimpleUploadedFile(f"{n}.log", b"x" * 1024 * 1024) for n in range(2)]
    sent = client.post(
        f"/cases/{case.number}/reply/", {"body": "Two logs", "key": "k", "files": small}
    )
    assert sent.status_code == 302


def test_what_was_typed_stays_where_the_files_are_too_large() -> None:
    case, client = case_of(arrival=allowing("together: 1 kB")), client_of(cleo())
    file = SimpleUploadedFile("trace.log", b"x" * 1025)
    given = {"body": "My long text", "key": "k", "files": file}
    answer = client.post(f"/cases/{case.number}/reply/", given)
    assert answer.status_code == 422
    assert "My long text" in answer.content.decode()
    assert not Message.objects.filter(text="My long text").exists()


def test_a_file_alone_is_a_message_and_comes_back_as_a_download() -> None:
    case, client = case_of(), client_of(cleo())
    svg = SimpleUploadedFile("x.svg", b"<svg><script>alert(1)</script></svg>", "image/svg+xml")
    assert send(case, client, "", files=svg) == 302
    kept = Message.objects.latest("pk").attachments.get()
    answer = client.get(f"/cases/{case.number}/file/{kept.pk}/")
    assert b"".join(answer) == b"<svg><script>alert(1)</script></svg>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="x.svg"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_name_of_four_thousand_letters_is_answered_in_words() -> None:
    case, client = case_of(), client_of(cleo())
    answer = client.post(f"/cases/{case.number}/reply/", LONG_NAME, content_type=MULTIPART)
    assert answer.status_code == 400
    assert "Go back" in answer.content.decode()


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    case, client = case_of(), client_of(cleo())
    send(case, client, "", files=SimpleUploadedFile("n" * 250 + ".txt", b"x"))
    name = Message.objects.latest("pk").attachments.get().name
    assert len(name) <= 200
    assert name.endswith(".txt")


def test_a_colleagues_case_is_seen_by_right_only() -> None:
    case = case_of()
    assert client_of(colleague()).get(f"/cases/{case.number}/").status_code == 404
    Contact.objects.filter(name="Carl Vik").update(sees_organisation=True)
    carl = Contact.objects.get(name="Carl Vik")
    assert "Cleo Lind" in page_of(case, client_of(carl))
    assert case.number in client_of(carl).get("/cases/").content.decode()


def test_a_colleague_who_may_see_a_case_writes_as_themselves() -> None:
    case, carl = case_of(), colleague(sees_organisation=True)
    send(case, client_of(carl), "I saw it too.")
    assert Message.objects.latest("pk").contact == carl


def test_the_list_is_narrowed_by_its_address() -> None:
    down, slow = case_of(subject="Server down"), case_of(subject="Медленно")
    hand_back(case=down, reason="not ours", by=ada(), at=now())
    client = client_of(cleo())
    assert slow.number in client.get("/cases/").content.decode()
    assert down.number not in client.get("/cases/").content.decode()
    assert down.number in client.get("/cases/?state=ended").content.decode()
    assert slow.number in client.get("/cases/?q=медленно&state=all").content.decode()
    assert "No case has these words" in client.get("/cases/?q=nothing").content.decode()


def test_pages_of_the_list_neither_lose_nor_repeat_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("charterdesk.portal.case_list.PAGE", 2)
    numbers = {case_of(subject=f"Case {n}").number for n in range(5)}
    client, url, seen = client_of(cleo()), "/cases/", []
    while url:
        page = client.get(url).content.decode()
        seen += re.findall(r'/cases/([A-Z]+\d+)/"', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        url = found[1].replace("&amp;", "&") if found else ""
    assert sorted(seen) == sorted(numbers)


@pytest.mark.parametrize(
    "after", ["x", "2026-01-01", ",", "2026-01-01T00:00:00Z,x" * 99, "9999-99-99T00:00Z,1"]
)
def test_a_mark_that_is_none_shows_the_first_page(after: str) -> None:
    case = case_of()
    answer = client_of(cleo()).get("/cases/", {"after": after})
    assert case.number in answer.content.decode()


def test_the_first_page_shows_open_cases_with_their_next_promise() -> None:
    case = case_of()
    page = client_of(cleo()).get("/").content.decode()
    assert case.number in page
    assert "First answer" in page


def test_a_page_of_a_guest_is_kept_by_no_cache() -> None:
    case = case_of()
    answer = client_of(cleo()).get(f"/cases/{case.number}/")
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_a_long_history_shows_the_last_fifty_and_all_on_demand() -> None:
    case = case_of()
    for number in range(55):
        cleo_writes(case, f"line {number}.")
    assert "line 3." not in page_of(case)
    whole = client_of(cleo()).get(f"/cases/{case.number}/?all").content.decode()
    assert "line 3." in whole


def test_files_of_a_mail_are_shown_with_it() -> None:
    case = case_of(files=(File("core.txt", "text/plain", b"dump"),))
    assert "core.txt" in page_of(case)
