"""The desk's own mail addresses in words: where each leads, how mail comes, what became of it."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.intake.addresses import LOOKED_THROUGH, DeskAddress, MailOf
from charterdesk.intake.models import Mailbox, RawMail
from charterdesk.intake.ways import Way
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Link
from charterdesk.studio.channel_values import (
    AddressesPage,
    AddressPage,
    AddressRow,
    BoxRow,
    MailRow,
    WayRow,
)
from charterdesk.studio.forms.addresses import AddressForm
from charterdesk.visit.reader import Reader
from charterdesk.worker.health import UNREAD

State = RawMail.State


def addresses_page(
    found: Sequence[tuple[DeskAddress, RawMail | None]], form: AddressForm, reader: Reader
) -> AddressesPage:
    """All addresses, each with its newest mail."""
    manages = reader.person.is_admin
    return AddressesPage(
        rows=tuple(_address(one, last, reader) for one, last in found),
        back=Link(_("Health of the desk"), reverse("studio:health")) if manages else None,
        fields=fields_of(form) if manages else (),
        open=form.is_bound,
    )


def _address(one: DeskAddress, last: RawMail | None, reader: Reader) -> AddressRow:
    boxes = [_box(box, reader) for box in one.mailboxes]
    worst = next((box for box in boxes if box.kind), None)
    return AddressRow(
        link=Link(one.address, reverse("studio:channel", args=[one.address])),
        ways=tuple(f"{way.charter.name}: {way.channel.name}" for way in one.ways),
        last_at=last.received_at if last else None,
        icon=worst.icon if worst else "met",
        said=worst.sentence if worst else pgettext("mail address", "nothing is at fault"),
    )


def address_page(one: DeskAddress, mail: MailOf, reader: Reader) -> AddressPage:
    """One address with what came to it."""
    return AddressPage(
        address=one.address,
        sentence=_sentence(mail, reader),
        back=Link(_("Where mail comes in"), reverse("studio:channels")),
        ways=tuple(_way(way) for way in one.ways),
        boxes=tuple(_box(box, reader) for box in one.mailboxes) or (_handed_over(),),
        waiting=_waiting(mail, reader),
        broken=tuple(_mail(row) for row in mail.broken),
        mails=tuple(_mail(row) for row in mail.newest),
        left_out=_("Mail under charters whose cases you do not see is left out.")
        if mail.is_partial else "",
    )  # fmt: skip


def _sentence(mail: MailOf, reader: Reader) -> str:
    last = next(iter(mail.newest), None)
    if last is None:
        return _("Nothing has come to it yet.")
    return _("The last mail came %(when)s.") % {"when": reader.full(last.received_at)}


def _waiting(mail: MailOf, reader: Reader) -> str:
    if not mail.waiting:
        return ""
    count = len(mail.waiting)
    said = {
        "count": f"{count}+" if count >= LOOKED_THROUGH else str(count),
        "since": reader.full(mail.waiting[-1].received_at),
    }
    return _("Stored and not read yet: %(count)s, the first since %(since)s.") % said


def _way(way: Way) -> WayRow:
    link = Link(way.charter.name, reverse("studio:history", args=[way.charter.name]))
    return WayRow(link, way.channel.name, tuple(_brings(way)))


def _brings(way: Way) -> Iterator[str]:
    """What the charter makes of a mail for having come by this channel."""
    channel, ladder = way.channel, way.charter.ladders.get(way.channel.escalates)
    if channel.sets_priority:
        yield _("its case is of priority %(priority)s") % {"priority": channel.sets_priority}
    if ladder is not None:
        yield _("it starts the ladder %(ladder)s") % {"ladder": ladder.name}
    if channel.machine:
        yield _("machines may write to it")
    if channel.hours:
        yield _("it counts in the hours %(hours)s") % {"hours": channel.hours}


def _box(box: Mailbox, reader: Reader) -> BoxRow:
    said = {
        "name": box.name, "why": box.fault.rstrip("."), "mails": box.left,
        "since": reader.full(box.failing_since) if box.failing_since else "",
        "when": reader.full(box.read_at or box.since),
    }  # fmt: skip
    if box.failing_since:
        sentence = _("The mailbox %(name)s could not be read since %(since)s: %(why)s.") % said
        return BoxRow(sentence, "critical", "stop" if box.alarmed_at else "notice")
    if reader.at - (box.read_at or box.since) > UNREAD:
        sentence = _("Nobody reads the mailbox %(name)s; it was last read %(when)s.") % said
        return BoxRow(sentence, "critical", "stop")
    if box.left:
        sentence = _("In the mailbox %(name)s mail was left as too large: %(mails)s.") % said
        return BoxRow(sentence, "soon", "notice")
    return BoxRow(_("It is fetched from the mailbox %(name)s, last %(when)s.") % said, "met", "")


def _handed_over() -> BoxRow:
    said = _("No mailbox brings its mail: your mail server hands it over to the desk.")
    return BoxRow(said, "met", "")


def _mail(row: RawMail) -> MailRow:
    return MailRow(
        at=row.received_at,
        sender=row.sender or row.envelope_sender or _("no sender"),
        subject=row.subject or _("(no subject)"),
        became=_became(row),
        leads_to=_leads_to(row),
        raw_url=reverse("desk:mail_raw", args=[row.pk]),
    )


def _leads_to(row: RawMail) -> Link | None:
    if row.case is not None:
        return Link(row.case.number, reverse("desk:case", args=[row.case.number]))
    return Link(_("Held mail"), reverse("desk:held")) if row.state == State.HELD else None


def _became(row: RawMail) -> str:
    words = {
        State.WAITING: _("it waits to be read"),
        State.TAKEN: _("it stands on its case"),
        State.HELD: _("it is held"),
        State.REFUSED: _("somebody refused it"),
        State.EXPIRED: _("it was held, and its time has passed"),
        State.QUARANTINED: _("it could not be taken"),
    }
    said = words[State(row.state)]
    if row.reason and row.state in (State.REFUSED, State.QUARANTINED):
        return f"{said}: {row.reason}"
    return said


def box_addresses(box: Mailbox) -> Iterator[Link]:
    """The pages of the addresses that a mailbox stands for."""
    for address in box.addresses:
        yield Link(address, reverse("studio:channel", args=[address.casefold()]))
