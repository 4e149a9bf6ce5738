"""What people decide about mail that was kept aside: register its sender, refuse it, try again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.cases.models import Case
from charterdesk.customers.commands import add_contact, register_address, register_caller
from charterdesk.customers.models import Contact, Organisation
from charterdesk.customers.queries import contact_by_address
from charterdesk.intake.holding import tell_refused
from charterdesk.intake.models import MailAlarm, RawMail
from charterdesk.intake.reading import read
from charterdesk.intake.settling import State, settle
from charterdesk.intake.taking import take, take_released
from charterdesk.intake.threads import thread_of


def register_sender(
    *, mail: RawMail, by: Actor, at: datetime, contact: Contact | None = None,
    organisation: Organisation | None = None, name: str = "",
) -> list[Case] | Refusal:  # fmt: skip
    """Register the sender's address, and open the cases of all that is held of it (R-BIC-13).

    Of a voice mail it is the caller's number. The address becomes `contact`'s, else that of a new
    contact `name` of `organisation`. The cases start now, not when the mails came (Bicom A6); they
    are the answer.
    """
    demand_sight(by)
    if not _is_held(mail):
        return _gone()
    refusal = _register(mail.sender, contact, organisation, name, by, at)
    return refusal or release_held(sender=mail.sender, by=by, at=at)


def release_held(*, sender: str, by: Actor, at: datetime) -> list[Case]:
    """Take every held mail of a sender who is registered by now, in the order in which it came."""
    demand_sight(by)
    held = RawMail.objects.filter(state=State.HELD, held_because=RawMail.Held.SENDER)
    rows = held.filter(sender=sender).order_by("pk")
    return [case for row in rows if (case := _release(row, at)) is not None]


def open_held(*, mail: RawMail, by: Actor, at: datetime) -> Case | Refusal:
    """Open a case of one held mail though its sender stays unregistered; it starts now."""
    demand_sight(by)
    if not _is_held(mail):
        return _gone()
    case = _release(mail, at, registered=True)
    said = _("No case could be opened: the mail lies in quarantine with the reason.")
    return case or Refusal(said)


@transaction.atomic
def refuse_held(
    *, mail: RawMail, by: Actor, at: datetime, reason: str = "", answer: str | None = None
) -> RawMail | Refusal:
    """Nothing comes of a held mail; it is kept, but shown no more.

    With `answer` the sender is told so politely, with these words where there are any.
    """
    demand_sight(by)
    if not _is_held(mail):
        return _gone()
    if answer is not None:
        tell_refused(mail, answer.strip(), at)
    settle(mail, State.REFUSED, at, reason=reason or "Refused.", hold_until=None)
    mail.refresh_from_db(fields=["state", "reason"])
    return mail


def expire_held(*, at: datetime) -> int:
    """End the holding of mail whose time is over; how many there were. The bytes stay."""
    over = RawMail.objects.filter(state=State.HELD, hold_until__lte=at)
    return over.update(state=State.EXPIRED, settled_at=at)


def take_again(*, mail: RawMail, by: Actor, at: datetime) -> RawMail:
    """Try a quarantined mail once more, after what stopped it was mended."""
    demand_sight(by)
    quarantined = RawMail.objects.filter(pk=mail.pk, state=State.QUARANTINED)
    if quarantined.update(state=State.WAITING, tries=0, reason=""):
        MailAlarm.objects.filter(mail=mail, cleared_at=None).update(cleared_at=at)
        take(mail.pk, at)
    mail.refresh_from_db()
    return mail


def _is_held(mail: RawMail) -> bool:
    return RawMail.objects.filter(pk=mail.pk, state=State.HELD).exists()


@transaction.atomic
def _register(
    sender: str, contact: Contact | None, organisation: Organisation | None, name: str,
    by: Actor, at: datetime,
) -> Refusal | None:  # fmt: skip
    if "@" not in sender:
        called = register_caller(
            number=sender, contact=contact, organisation=organisation, name=name, by=by
        )
        return called if isinstance(called, Refusal) else None
    if contact is None and (contact := contact_by_address(by, sender)) is None:
        made = add_contact(name=name, address=sender, organisation=organisation, by=by, at=at)
        return made if isinstance(made, Refusal) else None
    registered = register_address(contact=contact, address=sender, by=by, at=at)
    return registered if isinstance(registered, Refusal) else None


def _gone() -> Refusal:
    return Refusal(_("This mail is not held any more: look at the list again."))


def _release(row: RawMail, at: datetime, *, registered: bool | None = None) -> Case | None:
    """The case of a held mail; None where it is held again, or in quarantine with the reason."""
    mail = read(row)
    take_released(mail, thread_of(mail), at, registered=registered)
    row.refresh_from_db(fields=["state", "case", "message"])
    return row.case
