"""A mail that goes on with a case: which of its marks are new there, and when it counts from."""

from datetime import datetime

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import Form, receive_message
from charterdesk.cases.commands.following import standing_for
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.charters.queries import charter_version
from charterdesk.engine.charter.values import Channel, Charter
from charterdesk.intake.reading import ReadMail
from charterdesk.intake.settling import Result, key_of
from charterdesk.intake.ways import Way, plain_channel, strictness, ways_of
from charterdesk.intake.writing import written_of

# What a person decided or wrote on the case after the mail was sent, without having seen it.
DECIDED = ("reply_sent", "resolved", "closed", "handed_back")


class NotAdded(Exception):
    """The case did not take the message; the text is the sentence that it answered."""


def add_to_case(mail: ReadMail, case: Case, at: datetime) -> Result:
    """Put the mail on the case, or on the one that follows it (2.6 F). Raises NotAdded."""
    case = standing_for(case)
    answer = receive_message(
        case=case,
        written=written_of(mail, channel_on(mail, case, at)),
        by=mail.asker,
        at=counts_from(case, at),
        form=Form(key=key_of(mail.row)),
    )
    if not isinstance(answer, Done):
        raise NotAdded(answer.text)
    return Result(answer.message.case if answer.message else answer.case, answer.message)


def channel_on(mail: ReadMail, case: Case, at: datetime) -> str:
    """The strictest channel whose mark is new in the case (M8), else one without a mark.

    An address counts as a mark where it was written to as such; an answer to a mail of ours,
    whose address has a token, brings none.
    """
    charter = charter_version(case.charter, case.charter_version)
    came = {way.channel.name for way in ways_of(mail.row.recipients, at) if _is_mark(way, charter)}
    found = [charter.channels[name] for name in came]
    found += [mark for mark in _marks(charter, mail.said.subject) if _is_new(mark, case)]
    found.sort(key=lambda channel: strictness(charter, channel))
    return found[0].name if found else plain_channel(charter)


def counts_from(case: Case, received_at: datetime) -> datetime:
    """When our mail server took the mail (2.6 B).

    If somebody answered or ended the case in the meantime without having seen it, it comes
    right after that, so that an answer is owed all the same.
    """
    later = CaseEvent.objects.filter(case=case, kind__in=DECIDED, at__gt=received_at)
    last = later.order_by("-at").values_list("at", flat=True).first()
    return last or received_at


def _is_mark(way: Way, charter: Charter) -> bool:
    same = way.charter.name == charter.name and way.channel.name in charter.channels
    return way.fresh and same


def _marks(charter: Charter, subject: str) -> list[Channel]:
    """The channels that a word in the subject stands for (R-BIC-19)."""
    folded = subject.casefold()
    return [
        channel
        for channel in charter.channels.values()
        if channel.subject_has and channel.subject_has.casefold() in folded
    ]


def _is_new(mark: Channel, case: Case) -> bool:
    word = mark.subject_has.casefold()
    received = Message.objects.filter(case=case, direction=Message.Direction.IN)
    earlier = [case.subject, *received.values_list("subject", flat=True)]
    return not any(word in subject.casefold() for subject in earlier)
