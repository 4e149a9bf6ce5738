"""The timeline: what was said as messages and notes, all else as one line each, oldest first."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Message
from charterdesk.cases.queries import Entry as Found
from charterdesk.cases.queries.dossier import Dossier
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.receipts import receipts_of
from charterdesk.desk.pages.sentences import sentence
from charterdesk.engine import events as ev
from charterdesk.engine.codec import BY_KIND
from charterdesk.look.moments import length_words
from charterdesk.look.sizes import size_words
from charterdesk.look.values import Attachment, Entry, EntryKind, Tab
from charterdesk.notifications.models import Notice
from charterdesk.visit.reader import Reader

MESSAGES = frozenset({"opened", "customer_wrote", "reply_sent", "resolved", "undelivered"})
NOTES = frozenset({"note_added"})
KINDS = {
    "messages": MESSAGES,
    "notes": NOTES,
    "events": frozenset(BY_KIND) - MESSAGES - NOTES | {"opened", "resolved"},
}
LATE = timedelta(minutes=1)
# Their sentence names who did it.
SPEAK_FOR_THEMSELVES = (
    ev.PersonReached, ev.Acknowledged, ev.CallPassed, ev.CustomerWrote, ev.Agreed, ev.Declined,
    ev.Approved, ev.ApprovalRefused, ev.Rated,
    ev.AskerJudged,
)  # fmt: skip
# They name a message, which stands where it was said.
ABOUT_A_MESSAGE = (ev.DeliveryFailed, ev.ReplyWithdrawn, ev.Rated)


def tabs_of(urls: CaseUrls, shown: str) -> tuple[Tab, ...]:
    """The filters of the timeline, as links."""
    labels = {
        "": _("All"),
        "messages": _("Messages"),
        "notes": _("Notes"),
        "events": _("Events"),
    }
    return tuple(
        Tab(label, urls.page(show=key) if key else urls.page(), current=key == shown)
        for key, label in labels.items()
    )


def entries_of(
    dossier: Dossier, reader: Reader, urls: CaseUrls, shown: str = ""
) -> tuple[Entry, ...]:
    """The entries of the dossier; `shown` is the filter's name."""
    history = dossier.loaded.state.history
    found = (
        entry
        for one in dossier.entries
        for entry in _entries(one, history[one.event.seq - 1], reader, urls)
    )
    return tuple(entry for entry in found if _is_wanted(entry, shown))


def _is_wanted(entry: Entry, shown: str) -> bool:
    return not shown or (entry.kind == "event") == (shown == "events")


def _entries(one: Found, event: ev.Event, reader: Reader, urls: CaseUrls) -> Iterator[Entry]:
    message = None if isinstance(event, ABOUT_A_MESSAGE) else one.message
    if message is not None:
        yield _spoken(one, message, event, reader, urls)
    if message is None or isinstance(event, ev.CaseOpened | ev.Resolved):
        yield _line(one, event, reader, urls, suffix="e" if message else "")


def _spoken(one: Found, message: Message, event: ev.Event, reader: Reader, urls: CaseUrls) -> Entry:
    who, role = author_of(message, reader)
    lies_in = getattr(message, "lies_in", urls.number)
    elsewhere = _("it is in %(number)s") % {"number": lies_in} if lies_in != urls.number else ""
    urls = CaseUrls(lies_in, urls.back)
    return Entry(
        id=str(one.event.seq),
        kind=kind_of(message, event),
        who=who,
        role=role,
        at=event.at,
        text=message.text or _("(no text)"),
        quoted=message.quoted,
        how=elsewhere or _how(one, message, event, reader),
        late=_late(event),
        html_url=urls.of("html", message.ref) if message.html else "",
        article_url=urls.of("article_from", message.ref) if _is_reply(message) else "",
        raw_url=reverse("desk:mail_raw", args=[message.raw_mail]) if message.raw_mail else "",
        attachments=tuple(
            Attachment(file.name, size_words(file.size), urls.of("file", str(file.pk)))
            for file in message.attachments.all()
        ),
    )


def _is_reply(message: Message) -> bool:
    ours = message.direction == Message.Direction.OUT
    return ours and message.public and not message.automatic


def _line(one: Found, event: ev.Event, reader: Reader, urls: CaseUrls, suffix: str) -> Entry:
    text = sentence(event, reader)
    carried = ""
    if isinstance(event, ev.Told):
        carried = receipts_of(one.receipts, reader) or _carried(one.notice, reader)
    return Entry(
        id=f"{one.event.seq}{suffix}",
        kind="event",
        who="" if _names_its_actor(event) else _actor(event, reader),
        at=event.at,
        text=f"{text} ({carried})" if carried else text,
        late=_late(event),
        why_url=_why(one, event, urls),
    )


def kind_of(message: Message, event: ev.Event) -> EntryKind:
    """What it is: theirs, ours, a note, or what a machine wrote."""
    if isinstance(event, ev.NoteAdded):
        return "note"
    if message.automatic:
        return "automatic"
    if message.direction == Message.Direction.IN:
        return "in"
    return "out" if message.public else "note"


def author_of(message: Message, reader: Reader) -> tuple[str, str]:
    """Who wrote it, and who that is."""
    if message.person_id is not None and message.person is not None:
        mine = message.person_id == reader.person.pk
        return message.person.name, _("you") if mine else ""
    if message.contact is not None:
        organisation = message.contact.organisation
        return message.contact.name, organisation.name if organisation else ""
    return message.author or _("the desk"), ""


def _how(one: Found, message: Message, event: ev.Event, reader: Reader) -> str:
    """Which way it came, or what became of it."""
    if isinstance(event, ev.ReplySent) and event.live:
        return _("in the chat") if message.public else _("talk with the customer")
    if isinstance(event, ev.CaseOpened) and message.direction == Message.Direction.OUT:
        return _("what was told, by %(channel)s") % {"channel": event.channel}
    if message.direction == Message.Direction.IN:
        channel = message.channel or getattr(event, "channel", "")
        return _("by %(channel)s") % {"channel": channel} if channel else ""
    return _carried(one.notice, reader) if message.public else ""


def _carried(notice: Notice | None, reader: Reader) -> str:
    """What became of a notice or a reply on its way."""
    if notice is None:
        return ""
    match notice.state:
        case Notice.State.SENT:
            when = reader.short(notice.sent_at or notice.queued_at)
            return _("sent at %(when)s") % {"when": when}
        case Notice.State.FAILED:
            return _("not sent yet, tried again: %(trouble)s") % {"trouble": notice.trouble}
        case Notice.State.DEAD:
            return _("could not be sent: %(trouble)s") % {"trouble": notice.trouble}
        case Notice.State.WITHHELD:
            return _("not sent: %(trouble)s") % {"trouble": notice.trouble}
        case _:
            return _("on its way")


def _names_its_actor(event: ev.Event) -> bool:
    took = isinstance(event, ev.OwnerSet) and event.owner == event.by
    return took or isinstance(event, SPEAK_FOR_THEMSELVES)


def _actor(event: ev.Event, reader: Reader) -> str:
    if event.by == ev.CUSTOMER:
        return _("customer")
    return reader.name(event.by) if event.by else ""


def _late(event: ev.Event) -> str:
    """That something was learnt after it happened, and how long after."""
    length = event.recorded_at - event.at
    if length < LATE:
        return ""
    return _("recorded %(length)s later") % {"length": length_words(length)}


def _why(one: Found, event: ev.Event, urls: CaseUrls) -> str:
    if isinstance(event, ev.Told):
        return urls.of("why_notice", str(one.event.seq))
    if not isinstance(event, ev.PromiseBreached | ev.PromiseWarned):
        return ""
    return urls.of("why", f"{event.promise}:{event.key}" if event.key else event.promise)
