"""A voice mail that a telephone system sends as a mail: who called stands in it, not in From.

That is believed of one sender alone, by a channel whose charter names its address as `pbx`. In any
other mail a number is text and names nobody.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import BytesHeaderParser

from charterdesk.accounts.rights import DESK
from charterdesk.channels.mail.values import Attachment, Incoming
from charterdesk.customers.identifying import contacts_by_number
from charterdesk.customers.queries import address_key, addresses_of
from charterdesk.customers.telephones import phone_key
from charterdesk.intake.senders import Sender
from charterdesk.intake.ways import ways_of

# A telephone system that found no way out for longer has a clock that nobody should trust either.
LONGEST_ON_ITS_WAY = timedelta(days=3)
HEADERS_READ = 64 * 1024
MOST_LINES, LONGEST_LINE, LONGEST_NAME = 200, 300, 120
NUMBER_HEADERS = (
    "X-Asterisk-CallerID", "X-Asterisk-VM-Caller-ID-Num", "X-CallingTelephoneNumber",
    "X-Caller-ID", "X-Caller-Number",
)  # fmt: skip
NAME_HEADERS = ("X-Asterisk-CallerIDName", "X-Asterisk-VM-Caller-ID-Name")
TIME_HEADER = "X-Asterisk-VM-Orig-time"
_LABEL = re.compile(
    r"[\s*>|]*(?:from|caller(?:[ -]?id)?(?: number)?|calling number|call from|von|anrufer"
    r"|rufnummer|från|uppringare|de|appelant|от|от кого|звонивший|номер звонившего)"
    r"\s*[:=]\s*(?P<said>.+)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\b(?:from|von|från|от)\s+(?P<said>.+)", re.IGNORECASE)
_BRACKETED = re.compile(r"[<(]\s*(?:tel:|sip:)?(\+?[\d\s()./-]{5,24})(?:@[^>)]*)?\s*[>)]")
_BARE = re.compile(r"(?<![\w.:/@-])(\+?\(?\d[\d\s()/-]{4,22}\d)(?![\w:.]?\d)")
_DAY = re.compile(
    r"(?<!\d)(?:\d{4}-[01]\d-[0-3]\d|[0-3]?\d[./-][0-3]?\d[./-]\d\d(?:\d\d)?|\d\d?:\d\d)(?!\d)"
)
_DIGITS = re.compile(r"(?<!\d)\+?\d{6,15}(?!\d)")
_STAMP = re.compile(r"(?:19|20)\d{6}(?:\d{4}|\d{6})?|1\d{9}")
_SOUND = (".wav", ".mp3", ".ogg", ".m4a", ".opus", ".amr")


@dataclass(frozen=True, slots=True)
class Call:
    """Who left a message, and when. `number` is "" where it was withheld or is in doubt."""

    number: str
    name: str
    left_at: datetime


def call_of(
    said: Incoming, raw: bytes, recipients: Sequence[str], received_at: datetime
) -> Call | None:
    """What the mail says of a call, if a declared telephone system sent it; None of any other."""
    if not _is_of_a_pbx(said, recipients, received_at):
        return None
    headers = BytesHeaderParser().parsebytes(raw[:HEADERS_READ])
    told = [str(headers[one])[:LONGEST_LINE] for one in NUMBER_HEADERS if headers[one]]
    # What the system says itself stands above its letter, into which the caller's name is put.
    number = _agreed(map(_number_in, told)) if told else _agreed(_numbers_in(said))
    name = next((str(headers[one]) for one in NAME_HEADERS if headers[one]), "")
    return Call(number, _plain(name), _left_at(headers, said.date, received_at))


def caller_of(call: Call) -> Sender:
    """The contact with that number, else their firm where several of it share it, else a stranger.

    A number proves no more than From does.
    """
    found = contacts_by_number(DESK, call.number) if call.number else []
    firms = {one.organisation for one in found}
    if len(found) == 1:
        addresses = addresses_of(DESK, found[0])
        address = addresses[0] if addresses else call.number
        return Sender(address=address, name=found[0].name, contact=found[0])
    firm = firms.pop() if len(firms) == 1 else None
    return Sender(address=call.number, name=call.name, organisation=firm)


def _is_of_a_pbx(said: Incoming, recipients: Sequence[str], at: datetime) -> bool:
    """One sender in From, which a channel that it came by names, and no server disowns it."""
    if len(said.from_) != 1 or any(
        (one.method, one.result) == ("dmarc", "fail") for one in said.authentication.results
    ):
        return False
    sender = address_key(said.from_[0].email)
    return any(sender == address_key(way.channel.pbx) for way in ways_of(recipients, at))


def _numbers_in(said: Incoming) -> Iterator[str]:
    """The caller's number in each place where telephone systems write it."""
    lines = [line[:LONGEST_LINE] for line in said.text.splitlines()[:MOST_LINES]]
    yield _first(_LABEL.match(line) for line in lines)
    subject = said.subject[:LONGEST_LINE]
    yield _first([_LABEL.match(subject), _AFTER.search(subject)])
    yield _first(_AFTER.search(line) for line in lines if not _LABEL.match(line))
    yield _in_names(said.attachments)
    if said.sender is not None:
        yield _number_in(said.sender.name[:LONGEST_LINE])


def _first(found: Iterable[re.Match[str] | None]) -> str:
    numbers = (_number_in(one["said"]) for one in found if one is not None)
    return next((number for number in numbers if number), "")


def _agreed(numbers: Iterable[str]) -> str:
    """The one number that they all name; "" where a caller's name may have been made to lie."""
    found = [number for number in numbers if number]
    return found[0] if len({phone_key(number) for number in found}) == 1 else ""


def _number_in(said: str) -> str:
    """The number that stands last in brackets, where a name is before it, else the first one."""
    bracketed = [one for one in _BRACKETED.findall(said) if phone_key(one)]
    bare = _BARE.findall(_DAY.sub("·", said))
    number = next((one for one in (*reversed(bracketed), *bare) if phone_key(one)), "")
    return re.sub(r"[^\d+]", "", number)


def _in_names(files: Sequence[Attachment]) -> str:
    """The number in a sound file's name, beside which stand mailbox and time."""
    for file in files:
        if file.name.casefold().endswith(_SOUND):
            for number in _DIGITS.findall(_DAY.sub("·", file.name[:LONGEST_LINE])):
                if not _STAMP.fullmatch(number):
                    return str(number)
    return ""


def _left_at(headers: Message, date: datetime | None, received_at: datetime) -> datetime:
    """When it was left; when it came, where the system's clock says what can't be."""
    seconds = str(headers[TIME_HEADER] or "").strip()
    stamped = datetime.fromtimestamp(int(seconds), UTC) if _is_stamp(seconds) else None
    for at in (stamped, date):
        if at is not None and received_at - LONGEST_ON_ITS_WAY <= at <= received_at:
            return at
    return received_at


def _is_stamp(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) == 10


def _plain(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]
