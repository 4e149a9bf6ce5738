"""Held mail: from whom, what it says, until when it is kept, and what may be done about it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.desk.forms.held import RegisterForm
from charterdesk.desk.office_values import HeldPage, HeldRow
from charterdesk.intake.models import Mailbox, RawMail
from charterdesk.intake.queries import contents_of
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Refusal

MOST_TEXT = 2000


def held_page(
    mails: Sequence[RawMail], broken: Sequence[RawMail], forms: dict[int, RegisterForm],
    refusal: Refusal | None = None, mailboxes: Sequence[Mailbox] = (),
) -> HeldPage:  # fmt: skip
    """The mails, each with its form, then `broken`, which could not be taken at all.

    `forms` are by the mail's key.
    """
    count = len(mails) + len(broken)
    sentence = ngettext("%(count)d mail waits here.", "%(count)d mails wait here.", count)
    return HeldPage(
        rows=(
            *(_row(mail, forms[mail.pk]) for mail in mails),
            *(_broken(mail) for mail in broken),
        ),
        sentence=sentence % {"count": count} if count else "",
        refusal=refusal,
        alarms=tuple(_trouble(one) for one in mailboxes),
    )


def _trouble(mailbox: Mailbox) -> str:
    """What stops a mailbox from being read, or what was left in it."""
    words = {"name": mailbox.name, "fault": mailbox.fault, "mails": mailbox.left}
    if mailbox.alarmed_at is None:
        return (
            _(
                "The mailbox %(name)s holds mail that is too large to be taken: %(mails)s."
                " Look at it there."
            )
            % words
        )
    return (
        _(
            "The mailbox %(name)s has not been read for five minutes, and mail may lie there:"
            " %(fault)s"
        )
        % words
    )


def _row(mail: RawMail, form: RegisterForm) -> HeldRow:
    said = contents_of(mail)
    return HeldRow(
        id=mail.pk,
        sender=mail.sender or mail.envelope_sender or _("no sender"),
        subject=said.subject or _("(no subject)"),
        at=mail.received_at,
        until=mail.hold_until,
        reason=_reason(mail),
        text=said.new_text[:MOST_TEXT],
        register_url=reverse("desk:held_register", args=[mail.pk]),
        refuse_url=reverse("desk:held_refuse", args=[mail.pk]),
        open_url=reverse("desk:held_open", args=[mail.pk]),
        raw_url=reverse("desk:mail_raw", args=[mail.pk]),
        fields=fields_of(form),
        may_register=mail.held_because == RawMail.Held.SENDER,
        why_not=_why_not(mail),
    )


def _broken(mail: RawMail) -> HeldRow:
    """A mail in quarantine, unread: what reading it does is why it is there (trust.md R9)."""
    return HeldRow(
        id=mail.pk,
        sender=mail.sender or mail.envelope_sender or _("no sender"),
        subject=mail.subject or _("(no subject)"),
        at=mail.received_at,
        until=mail.hold_until,
        reason=_("it could not be taken"),
        text="",
        register_url="",
        refuse_url="",
        raw_url=reverse("desk:mail_raw", args=[mail.pk]),
        may_register=False,
        why_not=mail.reason,
    )


def _reason(mail: RawMail) -> str:
    reasons = {
        RawMail.Held.SENDER: _("the address is not registered"),
        RawMail.Held.AUTOMATIC: _("a machine wrote it, and it belongs to no case"),
        RawMail.Held.STAFF: _("somebody of the desk wrote it"),
    }
    return reasons.get(RawMail.Held(mail.held_because), mail.reason)


def _why_not(mail: RawMail) -> str:
    if mail.held_because == RawMail.Held.SENDER:
        return ""
    return _("Only the sender of a mail in which a person asks can be registered.")
