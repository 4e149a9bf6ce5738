"""Voice mail that a telephone system sends: the caller is found by number, and by nothing else."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import count

import pytest

from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case
from charterdesk.charters.commands import publish_charter
from charterdesk.charters.shipped import shipped_text
from charterdesk.customers.commands import register_caller
from charterdesk.customers.models import Contact
from charterdesk.intake.commands import refuse_held, register_sender
from charterdesk.intake.models import RawMail
from charterdesk.intake.voicemail import LONGEST_ON_ITS_WAY
from charterdesk.notifications.models import Notice
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, cleo, dora, organisation
from tests.apps.intake.post import SUPPORT, case_of, letter, posted

pytestmark = pytest.mark.django_db
BOX, PBX = "voicemail@roxen.example", "pbx@roxen.example"
NUMBER = "+46 70 123 45 67"
STATE = RawMail.State
COUNT = count(1)


def declared(askers: str = "who: anyone") -> None:
    """Roxen's charter with a telephone system behind its voice mail."""
    text = shipped_text("roxen")
    text = text.replace("voicemail: {", f"voicemail: {{address: {BOX}, pbx: {PBX}, ")
    text = text.replace("askers: {who: anyone}", f"askers: {{{askers}}}")
    granted(publish_charter(text=text, by=DESK, at=MONDAY, file="roxen.yaml"))


HOLDING = "who: registered addresses, others: hold 30d"


@pytest.fixture
def caller() -> Contact:
    """Cleo, with a telephone."""
    return granted(register_caller(number=NUMBER, contact=cleo(), by=DESK))


def message(
    text: str = "There is a new voicemail in mailbox 200.", *, subject: str = "Voice mail",
    sender: str = PBX, file: str = "msg0001.wav", left: datetime = MONDAY, to: str = BOX,
    **headers: str,
) -> bytes:  # fmt: skip
    """What a telephone system sends; an underscore in a header's name stands for a dash."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"], mail["Auto-Submitted"] = format_datetime(left), "auto-generated"
    mail["Message-ID"] = f"<{next(COUNT)}@pbx.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    mail.add_attachment(b"RIFF0000WAVE", "audio", "wav", filename=file)
    return mail.as_bytes()


def left(raw: bytes, at: datetime = MONDAY, to: str = BOX) -> RawMail:
    return posted(raw, to=(to,), sender="asterisk@pbx.local", at=at)


FREEPBX = 'New voicemail in mailbox 200:\n\n\tFrom:\t"Cleo Lind" <0701234567>\n\tLength:\t0:12\n'
ASTERISK = (
    "Dear Support:\n\njust wanted to let you know you were just left a 0:20 long message (number 3)"
    '\nin mailbox 200 from "Cleo" <0701234567>, on Monday, June 15, 2026 at 10:00:00 AM so you\n'
)


SHAPES = [
    message(X_Asterisk_CallerID="0701234567", X_Asterisk_CallerIDName="Somebody"),
    message(X_Asterisk_VM_Caller_ID_Num="46701234567"),
    message(X_CallingTelephoneNumber="+46701234567"),
    message(FREEPBX),
    message(ASTERISK, subject="[PBX]: New message 3 in mailbox 200"),
    message("You have received a voice message.", subject="New Voicemail from 0701234567"),
    message("Voice message from Cleo Lind (070-123 45 67) for extension 200 on 15/06/2026"),
    message(file="vmail_0701234567_200_20260615100000.wav"),
    message("Anruf am 15.06.26 um 10:00", subject="Anruf von 0701234567"),
    message("Rufnummer: 0701234567\nDatum: 15.06.26"),
    message(file="15.06.26_10.00_Telefonanruf_von_0701234567.mp3", subject="Anrufbeantworter"),
    message("Звонивший: +46 70 123-45-67"),
    message("Caller ID: sip: 0046701234567"),
    message(sender=f'"0701234567" <{PBX}>'),
]


def test_the_caller_is_found_however_the_system_writes_the_number(caller: Contact) -> None:
    """R-ROX-18: the case is the caller's, and answers go to them and never to the system."""
    declared()
    for raw in SHAPES:
        case = case_of(left(raw))
        found = (case.contact, case.asker, case.channel, case.organisation)
        assert found == (caller, CLEO_ADDRESS, "voicemail", caller.organisation), raw
    assert not Notice.objects.filter(address=PBX).exists()


def test_the_case_opens_at_the_moment_at_which_the_message_was_left(caller: Contact) -> None:
    """R-ROX-18; a clock that can't be right is not believed."""
    declared()
    came = MONDAY + timedelta(hours=2)
    stamp = str(int((MONDAY + timedelta(minutes=5)).timestamp()))
    assert case_of(left(message(FREEPBX), came)).opened_at == MONDAY
    by_header = message(FREEPBX, left=came, X_Asterisk_VM_Orig_time=stamp)
    assert case_of(left(by_header, came)).opened_at == MONDAY + timedelta(minutes=5)
    for wrong in (came + timedelta(days=1), came - LONGEST_ON_ITS_WAY - timedelta(minutes=1)):
        raw = message(FREEPBX, left=wrong, X_Asterisk_VM_Orig_time="9" * 400)
        assert case_of(left(raw, came)).opened_at == came


def test_in_any_other_mail_a_number_names_nobody(caller: Contact) -> None:
    """By another channel, from another sender, from two, or disowned: From says who wrote."""
    declared()
    headers = {"X_Asterisk_CallerID": "0701234567"}
    elsewhere = letter(FREEPBX, sender=PBX, to=SUPPORT, **headers)
    assert case_of(left(elsewhere, to=SUPPORT)).contact is None
    forged = letter(FREEPBX, sender="mallory@else.example", to=BOX, **headers)
    assert case_of(left(forged)).contact is None
    two = letter(FREEPBX, sender=f"{PBX}, mallory@else.example", to=BOX, **headers)
    assert case_of(left(two)).contact is None
    assert not Case.objects.filter(contact=caller).exists()


def test_a_mail_that_the_receiving_server_disowns_is_no_voice_mail(
    caller: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared()
    monkeypatch.setenv("CHARTERDESK_TRUSTED_AUTHSERV", "mx.desk.example")
    said = "mx.desk.example; dmarc=fail header.from=roxen.example"
    mail = left(message(FREEPBX, Authentication_Results=said))
    assert mail.state == STATE.HELD
    assert not Case.objects.exists()


IN_DOUBT = [
    message('From: "0701234567" <0709999999>'),
    message('From: "<0701234567>" <0709999999>'),
    message('From: "From: 0701234567" <0709999999>\nFrom: 0701234567'),
    message("From: 0701234567", subject="New Voicemail from 0709999999"),
    message("From: 0701234567", file="vmail_0709999999_200_20260615100000.wav"),
    message("From: Cleo <0701234567>", X_Asterisk_CallerID="anonymous",
            subject="Voicemail from anonymous 0709999999"),
    message("From: anonymous\nMailbox: 0701234567"),
    message("Left on 2026-07-01 23:45:67"),
]  # fmt: skip


def test_a_callers_name_that_holds_a_number_names_nobody(caller: Contact) -> None:
    """What the caller may have made up is outweighed by the system's own, or in doubt."""
    declared()
    for raw in IN_DOUBT:
        case = case_of(left(raw))
        assert case.contact is None, raw
        assert "701234567" not in case.asker


def test_an_unknown_caller_is_held_and_let_in_by_their_number() -> None:
    """R-BIC-13: nobody mails a number; registered, the case starts then."""
    declared(HOLDING)
    mail = left(message(FREEPBX))
    assert (mail.state, mail.sender) == (STATE.HELD, "0701234567")
    assert mail.reason == "0701234567 is not registered."
    assert not Notice.objects.exclude(person__isnull=False).exists()
    firm = organisation()
    opened = register_sender(mail=mail, by=ada(), at=MONDAY, organisation=firm, name="Nils")
    assert not isinstance(opened, Refusal)
    contact = Contact.objects.get(name="Nils")
    assert (contact.phone_key, contact.organisation) == ("701234567", firm)
    assert [case.contact for case in opened] == [contact]


def test_a_withheld_number_is_held_and_can_not_be_registered() -> None:
    declared(HOLDING)
    mail = left(message("From: anonymous"))
    assert mail.reason == "A caller without a number is not registered."
    answer = register_sender(mail=mail, by=ada(), at=MONDAY, organisation=organisation())
    assert isinstance(answer, Refusal)
    assert isinstance(refuse_held(mail=mail, by=ada(), at=MONDAY, answer=""), RawMail)
    assert not Notice.objects.filter(address__contains="@roxen.example").exists()


def test_of_a_number_that_a_firm_shares_the_firm_asks_and_of_two_firms_nobody(
    caller: Contact,
) -> None:
    declared(HOLDING)
    granted(register_caller(number=NUMBER, organisation=caller.organisation, by=DESK, name="Bo"))
    case = case_of(left(message(FREEPBX)))
    assert (case.contact, case.organisation) == (None, caller.organisation)
    granted(register_caller(number=NUMBER, contact=dora(), by=DESK))
    assert left(message(ASTERISK)).state == STATE.HELD


def test_what_takes_long_to_read_is_not_read(caller: Contact) -> None:
    declared()
    for piece in ("From: " * 9000, "<" * 60000, "(1" * 30000, "0701 " * 20000):
        raw = message(piece, subject=piece[:900], X_Asterisk_CallerID=piece[:400].strip())
        assert left(raw).state == STATE.TAKEN
