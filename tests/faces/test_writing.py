"""Replies, notes and drafts: sent once, never lost, never to the wrong reader."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from charterdesk.cases.models import Draft, Message
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from tests.apps.cast import ada, ben
from tests.faces.desk_scene import case_of, cleo_writes, eve, replied
from tests.faces.visiting import Answer, Visit


def anyway_in(held: Answer) -> str:
    """What the button brings along that sends a held text all the same."""
    found = re.search(r'name="anyway" value="([^"]+)"', held.text)
    assert found
    return found[1]


def news_in(held: Answer) -> int:
    """How many news stand above a held text."""
    return held.text.partition('data-kind="stop"')[2].partition("</ul>")[0].count("<li>")


def test_a_reply_goes_to_the_customer_and_the_case_is_shown_again(visit: Visit) -> None:
    case = case_of()
    page = visit.fill(f"/desk/c/{case.number}/", "/reply/", body="Have you tried the new key?")
    assert page.url.startswith(f"/desk/c/{case.number}/")
    assert page.says("Have you tried the new key?", "The reply is on its way.")
    notice = Notice.objects.get(kind=Notice.Kind.REPLY)
    assert notice.address == "cleo@customer.example"


def test_a_note_goes_to_nobody(visit: Visit) -> None:
    case = case_of()
    visit.fill(f"/desk/c/{case.number}/", "/note/", body="The disk is full.")
    assert not Message.objects.get(text="The disk is full.").public
    assert not Notice.objects.filter(kind=Notice.Kind.REPLY).exists()


def test_a_form_pressed_twice_sends_once(visit: Visit) -> None:
    case = case_of()
    form = visit.get(f"/desk/c/{case.number}/").form.to("/reply/")
    for _ in range(2):
        page = visit.post(form.action, **{**form.values, "body": "Once."})
        assert page.status == 200
    assert Message.objects.filter(text="Once.").count() == 1


def test_a_reply_to_a_case_that_went_on_is_stopped_with_the_news(visit: Visit) -> None:
    case = case_of()
    form = visit.get(f"/desk/c/{case.number}/").form.to("/reply/")
    cleo_writes(case, "It is on fire now!")
    held = visit.post(form.action, **{**form.values, "body": "Is it warm?"})
    assert held.status == 409
    assert held.says("The case changed since you began.", "The customer wrote", "Is it warm?")
    assert not Message.objects.filter(text="Is it warm?").exists()
    again = held.form.to("/reply/")
    assert again.values["key"] == form.values["key"]
    cleo_writes(case, "Now it rains.")
    held = visit.post(again.action, **{**again.values, "anyway": anyway_in(held)})
    assert held.status == 409
    assert news_in(held) == 1
    again = held.form.to("/reply/")
    sent = visit.post(again.action, **{**again.values, "anyway": anyway_in(held)})
    assert sent.says("The reply is on its way.")
    assert Message.objects.filter(text="Is it warm?").count() == 1


def test_what_looks_odd_sent_anyway_is_stopped_all_the_same_where_the_case_went_on(
    visit: Visit,
) -> None:
    case = case_of()
    form = visit.get(f"/desk/c/{case.number}/").form.to("/reply/")
    odd = visit.post(form.action, **{**form.values, "body": "The new key is attached."})
    cleo_writes(case, "I have found the old one!")
    again = odd.form.to("/reply/")
    held = visit.post(again.action, **{**again.values, "anyway": anyway_in(odd)})
    assert held.status == 409
    assert held.says("The case changed since you began.", "The new key is attached.")
    assert not Message.objects.filter(text="The new key is attached.").exists()
    again = held.form.to("/reply/")
    sent = visit.post(again.action, **{**again.values, "anyway": anyway_in(held)})
    assert sent.says("The reply is on its way.")


def test_a_colleagues_reply_stops_mine_and_is_named(visit: Visit) -> None:
    case = case_of()
    form = visit.get(f"/desk/c/{case.number}/").form.to("/reply/")
    replied(case, ben(), "I have it.")
    held = visit.post(form.action, **{**form.values, "body": "Me too."})
    assert held.status == 409
    assert held.says("Ben Dahl: Replied to the customer")


@pytest.mark.parametrize("mode", ["reply", "note"])
def test_the_address_that_a_text_is_sent_to_leads_to_its_box(visit: Visit, mode: str) -> None:
    case = case_of()
    page = visit.get(f"/desk/c/{case.number}/{mode}/")
    assert page.status == 200
    assert page.url == f"/desk/c/{case.number}/?compose={mode}#{mode}"


def test_an_empty_reply_is_not_sent(visit: Visit) -> None:
    case = case_of()
    page = visit.fill(f"/desk/c/{case.number}/", "/reply/", body="  \n ")
    assert page.status == 422
    assert page.says("Write something first: an empty message is not sent.")


def test_a_colleagues_name_in_a_reply_asks_first(visit: Visit) -> None:
    case = case_of()
    ben()
    held = visit.fill(f"/desk/c/{case.number}/", "/reply/", body="@ben can you look?")
    assert held.status == 409
    assert held.says("It mentions @ben of the team", "Send it anyway", "@ben can you look?")


def test_a_forgotten_attachment_asks_first(visit: Visit) -> None:
    case = case_of()
    held = visit.fill(f"/desk/c/{case.number}/", "/reply/", body="The new key is attached.")
    assert held.status == 409
    assert held.says("It speaks of an attachment, but has no file.")


def test_a_file_goes_along(visit: Visit) -> None:
    case = case_of()
    file = SimpleUploadedFile("key.txt", b"12345", content_type="text/plain")
    visit.fill(f"/desk/c/{case.number}/", "/reply/", body="The new key is attached.", files=file)
    attachment = Message.objects.get(text__startswith="The new key").attachments.get()
    assert (attachment.name, attachment.size) == ("key.txt", 5)


def test_a_reply_can_begin_the_waiting(visit: Visit) -> None:
    case = case_of()
    page = visit.fill(f"/desk/c/{case.number}/", "/reply/", body="Which version?", then="wait")
    assert page.says("Waiting for the customer")


def test_a_draft_is_kept_for_each_person_and_box(visit: Visit) -> None:
    case = case_of()
    url = f"/desk/c/{case.number}/"
    for mode, body in (("reply", "Dear Cleo"), ("note", "Dear team")):
        answer = visit.client.post(
            f"{url}draft/", {"mode": mode, "body": body}, headers={"accept": "application/json"}
        )
        assert len(answer.json()["saved_at"]) == len("12:40")
    page = visit.get(url)
    assert page.form.to("/reply/").values["body"] == "Dear Cleo"
    assert page.form.to("/note/").values["body"] == "Dear team"
    other = visit.as_(ben()).get(url)
    assert other.form.to("/reply/").values["body"] == ""


def test_a_draft_saved_without_scripts_comes_back_in_its_open_box(visit: Visit) -> None:
    case = case_of()
    page = visit.post(f"/desk/c/{case.number}/draft/", mode="note", body="Dear team")
    assert "compose=note" in page.url
    assert page.says("The draft is saved.", "Dear team")


def test_a_sent_reply_leaves_no_draft(visit: Visit) -> None:
    case = case_of()
    url = f"/desk/c/{case.number}/"
    visit.post(f"{url}draft/", mode="reply", body="Dear Cleo")
    page = visit.fill(url, "/reply/")
    assert page.says("The reply is on its way.", f'data-drop-draft="d:{case.number}:reply"')
    assert not Draft.objects.filter(person=ada()).exists()


def test_a_reply_to_somebody_without_an_address_is_refused_with_what_to_do(visit: Visit) -> None:
    case = case_of()
    case.asker, case.contact = "the man at the door", None
    case.save(update_fields=["asker", "contact"])
    page = visit.get(f"/desk/c/{case.number}/")
    assert page.says("The customer has no mail address: call, then log the talk.")
    refused = visit.post(f"/desk/c/{case.number}/reply/", body="Hello?", key="k")
    assert refused.status == 422
    assert refused.says("The asker has no mail address", "Hello?")


def test_a_reply_can_be_taken_back_while_it_waits(visit: Visit) -> None:
    case = case_of()
    page = visit.fill(f"/desk/c/{case.number}/", "/reply/", body="Hello Cloe,")
    undo = page.form.to("/undo/")
    back = visit.post(undo.action, **undo.values)
    assert back.says("The reply was not sent. Its text is here again.", "Hello Cloe,")
    assert "compose=reply" in back.url
    assert Draft.objects.get().text == "Hello Cloe,"
    assert Notice.objects.get(kind=Notice.Kind.REPLY).state == Notice.State.WITHHELD


def test_it_is_said_when_it_is_too_late_to_take_a_reply_back(visit: Visit) -> None:
    case = case_of()
    page = visit.fill(f"/desk/c/{case.number}/", "/reply/", body="Hello Cloe,")
    undo = page.form.to("/undo/")
    Notice.objects.filter(kind=Notice.Kind.REPLY).update(state=Notice.State.SENT)
    late = visit.post(undo.action, **undo.values)
    assert late.says("The reply is on its way already")
    assert not Draft.objects.exists()


def test_who_wants_no_seconds_sends_at_once(visit: Visit) -> None:
    person = ada()
    person.undo_seconds = 0
    person.save()
    case = case_of()
    page = visit.fill(f"/desk/c/{case.number}/", "/reply/", body="At once.")
    assert "/undo/" not in page.text
    notice = Notice.objects.get(kind=Notice.Kind.REPLY)
    assert notice.send_at == notice.queued_at


def test_a_colleague_named_in_a_note_is_told_of_it_with_its_text(visit: Visit) -> None:
    case = case_of()
    page = visit.fill(f"/desk/c/{case.number}/", "/note/", body="@Ben: is it the disk? Ask @ada.")
    assert page.says("The note is added. Told of it: Ben", "is told: You are named in a note.")
    notice = Notice.objects.get(about="mention")
    assert notice.person == ben()
    mail = letter_of(notice).raw.decode()
    assert f"[{case.number}] You are named in a note." in mail
    assert "@Ben: is it the disk?" in mail


def test_who_may_not_see_the_case_is_not_told_and_the_author_learns_it(visit: Visit) -> None:
    case, stranger = case_of(), eve()
    body = f"@{stranger.username} @nobody look, and ask ann@customer.example."
    page = visit.fill(f"/desk/c/{case.number}/", "/note/", body=body)
    assert page.says("may see the case: @eve, @nobody.")
    assert not Notice.objects.filter(about="mention").exists()


def test_a_note_pressed_twice_tells_once(visit: Visit) -> None:
    case, _ben = case_of(), ben()
    form = visit.get(f"/desk/c/{case.number}/").form.to("/note/")
    for _press in range(2):
        page = visit.post(form.action, **{**form.values, "body": "@ben @ben @BEN look"})
        assert page.status == 200
        assert not page.says("Not told")
    assert Notice.objects.filter(about="mention").count() == 1


def test_two_notes_in_a_minute_tell_twice(visit: Visit) -> None:
    case, _ben = case_of(), ben()
    for text in ("@ben look", "@ben no, the other one"):
        visit.fill(f"/desk/c/{case.number}/", "/note/", body=text)
    assert Notice.objects.filter(about="mention").count() == 2
