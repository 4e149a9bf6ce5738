"""The desk's own mail addresses: where each leads, how its mail comes, and what came."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charterdesk.charters.models import ChannelAddress
from charterdesk.intake.fetching import mailbox_named, note_failure, note_reading
from charterdesk.intake.models import RawMail
from charterdesk.intake.settling import quarantine
from charterdesk.kit.wallclock import now
from tests.apps.cast import STRANGER_ADDRESS, ada, admin, cleo
from tests.apps.intake.post import BICOM, SUPPORT, answer_to, case_of, letter, posted, stored
from tests.faces.desk_scene import eve, staffed
from tests.faces.visiting import Answer, Visit

pytestmark = pytest.mark.django_db
LIST = "/manage/channels/"


def page_of(visit: Visit, address: str) -> Answer:
    return visit.get(f"{LIST}{address}/")


def came(text: str, *, to: str = SUPPORT) -> RawMail:
    """A mail of Cleo's that was just taken."""
    return posted(letter(subject=text, to=to), to=[to], at=now())


def test_every_address_stands_there_with_its_charter_and_its_last_mail(visit: Visit) -> None:
    staffed("roxen"), staffed("bicom"), cleo()
    assert visit.get(LIST).says("never", "nothing is at fault")
    came("Broken")
    page = visit.get(LIST)
    assert page.says(f"{LIST}{SUPPORT}/", "roxen: mail", f"{LIST}{BICOM}/", "bicom: ")
    assert page_of(visit, SUPPORT.upper()).status == 200
    assert page_of(visit, "nobody@roxen.example").status == 404


def test_an_address_shows_what_came_and_what_became_of_it(visit: Visit) -> None:
    staffed("roxen"), cleo()
    first = posted(letter(subject="It began", message_id="<first@customer.example>"), at=now())
    answer = posted(answer_to("first@customer.example"), at=now())
    assert (answer.charter, answer.channel) == (first.charter, first.channel) != ("", "")
    page = page_of(visit, SUPPORT)
    assert page.says("The last mail came", "It began", "Re: Broken", case_of(first).number)
    assert page.says("your mail server hands it over", "/manage/charter/roxen/")
    assert not page.says("What is not taken")


def test_mail_that_could_not_be_taken_stands_there_with_its_reason(visit: Visit) -> None:
    staffed("roxen")
    broken = stored(letter(), at=now())
    quarantine(broken, "Its bytes make no sense.", now())
    stored(letter(), at=now())
    stored(letter(), to=[BICOM], at=now())
    page = page_of(visit, SUPPORT)
    assert page.says("it could not be taken: Its bytes make no sense.", "not read yet: 1,")


def test_mail_that_is_held_leads_to_the_held_mail(visit: Visit) -> None:
    staffed("bicom")
    posted(letter(sender=STRANGER_ADDRESS, to=BICOM), to=[BICOM], sender=STRANGER_ADDRESS, at=now())
    page = page_of(visit.as_(admin()), BICOM)
    assert page.says(STRANGER_ADDRESS, '<a href="/desk/held/">Held mail</a>')


def test_a_mailbox_that_brings_the_mail_says_how_it_is(visit: Visit) -> None:
    staffed("roxen")
    box = mailbox_named("inbox", now(), [SUPPORT.upper(), "old@roxen.example", "a/b%?@x.example"])
    note_reading(box, [], now())
    assert page_of(visit, SUPPORT).says("It is fetched from the mailbox inbox, last")
    note_failure(box, "imap.example gave <no> answer.", now() - timedelta(minutes=6))
    note_failure(box, "imap.example gave <no> answer.", now())
    trouble = ("The mailbox inbox could not be read since", "imap.example gave &lt;no&gt; answer.")
    assert page_of(visit, SUPPORT).says(*trouble, 'data-kind="stop"')
    assert visit.get(LIST).says(*trouble)
    assert page_of(visit, "old@roxen.example").says("No live charter has a channel with this")
    health = visit.as_(admin()).get("/manage/health/")
    assert page_of(visit, "a/b%25%3F@x.example").says('<h1 class="breaks">a/b%?@x.example</h1>')
    assert health.says(f"{LIST}{SUPPORT}/", f"{LIST}old@roxen.example/", f'href="{LIST}"')


def test_a_mailbox_that_was_taken_out_of_the_settings_is_not_named(visit: Visit) -> None:
    staffed("roxen")
    mailbox_named("inbox", now() - timedelta(days=8), ["old@roxen.example"])
    assert not visit.get(LIST).says("old@roxen.example")
    assert page_of(visit, "old@roxen.example").status == 404


def test_the_mail_of_a_charter_is_for_those_who_see_its_cases(visit: Visit) -> None:
    """trust.md rule 6."""
    staffed("roxen"), cleo()
    came("The secret of Cleo")
    assert page_of(visit.as_(ada()), SUPPORT).says("The secret of Cleo")
    page = page_of(visit.as_(eve()), SUPPORT)
    assert page.says(SUPPORT, "Mail under charters whose cases you do not see is left out.")
    assert not page.says("secret")
    assert not page.says("The last mail came")


def test_an_administrator_gives_a_channel_its_address(visit: Visit) -> None:
    staffed("roxen")
    assert not visit.get(LIST).says("Set the address")
    assert visit.post(LIST, channel="roxen/mail", address="help@desk.example").status == 403
    visit.as_(admin())
    page = visit.post(LIST, channel="roxen/mail", address=" Help@Desk.example")
    assert page.says("The address is set.", f"{LIST}help@desk.example/")
    assert not page.says(SUPPORT)
    row = ChannelAddress.objects.get()
    assert (row.address, row.set_by) == ("help@desk.example", admin())
    wrong = visit.post(LIST, channel="roxen/phone", address="help@desk.example")
    assert wrong.status == 422
    assert wrong.says("“mail” of this charter has that address already", "help@desk.example")
    wrong = visit.post(LIST, channel="roxen/mail", address="help at desk")
    assert wrong.says("Write a mail address", "help at desk")
    page = visit.post(LIST, channel="roxen/mail", address="")
    assert page.says("The address is set.", f"{LIST}{SUPPORT}/")
    assert not ChannelAddress.objects.exists()


def test_the_list_asks_no_more_where_more_mail_came(visit: Visit) -> None:
    staffed("roxen"), cleo()
    came("No 0")
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            visit.get(LIST)
        counts.append(len(queries))
        came(f"No {number + 1}")
    assert counts[1] == counts[2]
