"""Data is taken from a customer with their consent, for a purpose, until a date (R-HFN-17).

When the date comes the files' bytes are deleted; what lies elsewhere is shown until somebody
says that it is gone, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.access.approvals import DATA, approved_at, is_guarded
from charterdesk.access.commands.asking import No, ask_approval, demand_case, record_word
from charterdesk.access.models import TakenData, TakenPiece
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import add_note, do_act, end_approval
from charterdesk.cases.messages import Written
from charterdesk.cases.models import Attachment, Case, Message
from charterdesk.cases.store import Loaded, load

LONGEST_KEPT = timedelta(days=366)
How = TakenData.How


@dataclass(frozen=True, slots=True, kw_only=True)
class DataWanted:
    """What is asked for; `text` is the message to the customer, "" where they are on the phone."""

    kind: str
    purpose: str
    delete_on: date
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What was taken: files of the case, freshly uploaded ones, and copies elsewhere in words."""

    files: Sequence[Attachment] = ()
    written: Written | None = None
    elsewhere: str = ""


def ask_data(
    *, case: Case, wanted: DataWanted, by: Person, at: datetime, key: str = ""
) -> TakenData | No:
    """Ask the customer for data; the case waits for their consent."""
    demand_case(by, case)
    loaded = load(case.pk)
    if not is_guarded(loaded, DATA):
        return Refusal(_("The charter has no gate for taking data, so that none is approved."))
    today = local_date(case, at)
    if not today < wanted.delete_on <= today + LONGEST_KEPT:
        return Refusal(_("Choose a day after today on which it is deleted, within a year."), "on")
    if not (wanted.purpose.strip() and wanted.kind.strip()):
        return Refusal(_("Say what data, and what for."), "purpose")
    waiting = TakenData.objects.filter(case=case, taken_at__isnull=True, ended_at__isnull=True)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        if waiting.exists():
            return Refusal(_("Data of this case is asked for already: withdraw that first."))
        data = TakenData.objects.create(
            case=case, act=DATA, kind=wanted.kind.strip()[:60], asked_by=by, asked_at=at,
            purpose=" ".join(wanted.purpose.split())[:300], delete_on=wanted.delete_on,
        )  # fmt: skip
        answer = ask_approval(loaded=loaded, act=DATA, text=wanted.text, by=by, at=at, key=key)
        if not isinstance(answer, Done):
            transaction.set_rollback(True)
            return answer
    return data


def record_data_word(*, data: TakenData, says: str, by: Person, at: datetime) -> Done | No:
    """The customer's yes by word of mouth to a request that is still open."""
    if data.ended_at is not None:
        return Refusal(_("This request is over: ask anew."))
    return record_word(case=data.case, act=data.act, says=says, by=by, at=at)


def take_data(*, data: TakenData, pieces: Pieces, by: Person, at: datetime) -> TakenData | No:
    """Mark what was taken; refused by the charter's gate without the consent to this request."""
    demand_case(by, data.case)
    if not (pieces.files or pieces.written or pieces.elsewhere.strip()):
        return Refusal(_("Choose files, upload some, or say where the data lies."), "files")
    with transaction.atomic():
        locked = TakenData.objects.select_for_update().get(pk=data.pk)
        # From its day on the consent is over, and what is taken would be deleted at once.
        if locked.ended_at is not None or local_date(locked.case, at) >= locked.delete_on:
            return Refusal(_("This request is over: ask anew."))
        answer = do_act(case=locked.case, name=DATA, by=by, at=at)
        if not isinstance(answer, Done):
            return answer
        if not approved_at(load(locked.case_id), DATA, locked.asked_at):
            transaction.set_rollback(True)
            return Refusal(_("The consent was to other data: ask anew."))
        refusal = _kept(locked, pieces, by, at)
        if refusal is not None:
            transaction.set_rollback(True)
            return refusal
        locked.taken_by, locked.taken_at = locked.taken_by or by, locked.taken_at or at
        locked.save(update_fields=["taken_by", "taken_at"])
    return locked


def withdraw_data(*, data: TakenData, by: Person, at: datetime) -> None:
    """Nothing was taken, and nothing will be."""
    demand_case(by, data.case)
    end_data(data, How.WITHDRAWN, by, at, waiting=True)


def delete_now(*, data: TakenData, by: Person, at: datetime) -> None:
    """It is needed no longer: the worker deletes it in its next round."""
    demand_case(by, data.case)
    open_ = TakenData.objects.filter(pk=data.pk, ended_at__isnull=True, taken_at__isnull=False)
    open_.update(delete_on=local_date(data.case, at))


def confirm_gone(*, piece: TakenPiece, by: Person, at: datetime) -> None:
    """Somebody says that a copy elsewhere is deleted."""
    demand_case(by, piece.data.case)
    copies = TakenPiece.objects.filter(pk=piece.pk, attachment=None, deleted_at__isnull=True)
    copies.update(deleted_at=at, deleted_by=by, fault="")


def end_data(
    data: TakenData, how: TakenData.How, by: Person | None, at: datetime, *, waiting: bool = False
) -> bool:
    """Close a request; the approval is over with it. False where it was closed already."""
    with transaction.atomic():
        open_ = TakenData.objects.filter(pk=data.pk, ended_at__isnull=True)
        if waiting:
            open_ = open_.filter(taken_at__isnull=True)
        if not open_.update(ended_at=at, ended_how=how):
            return False
        loaded = load(data.case_id)
        if approved_at(loaded, data.act, data.asked_at) and not _others(data):
            ender = by or data.asked_by
            because = str(how.value)
            end_approval(case=data.case, what=data.act, because=because, by=ender, at=at)
    return True


def local_date(case: Case, at: datetime) -> date:
    """The customer's date."""
    zone = case.organisation.zone if case.organisation else "UTC"
    return at.astimezone(ZoneInfo(zone)).date()


def consented_at(data: TakenData, loaded: Loaded) -> datetime | None:
    """When the customer consented to this request; None where they have not, or no more."""
    return approved_at(loaded, data.act, data.asked_at)


def _others(data: TakenData) -> bool:
    newer = TakenData.objects.filter(case=data.case_id, ended_at__isnull=True)
    return newer.filter(asked_at__gt=data.asked_at).exists()


def _kept(data: TakenData, pieces: Pieces, by: Person, at: datetime) -> Refusal | None:
    files = list(pieces.files)
    if any(one.message.case_id != data.case_id for one in files):
        return Refusal(_("A file is of another case."), "files")
    if TakenPiece.objects.filter(attachment__in=files).exists():
        return Refusal(_("A file is marked as taken data already."), "files")
    if pieces.written is not None:
        answer = add_note(case=data.case, written=pieces.written, by=by, at=at)
        if not isinstance(answer, Done) or answer.message is None:
            return Refusal(_("The case takes no note: look at it again."))
        files += answer.message.attachments.order_by("pk")
    for one in files:
        TakenPiece.objects.create(data=data, attachment=one)
        if copy := _copy_of(one.message, one.name):
            TakenPiece.objects.create(data=data, elsewhere=copy[:300])
    if pieces.elsewhere.strip():
        TakenPiece.objects.create(data=data, elsewhere=pieces.elsewhere.strip()[:300])
    return None


def _copy_of(message: Message, name: str) -> str:
    """Where another copy of a file lies that can't be deleted from here."""
    if message.raw_mail:
        return _("%(name)s in the mail that brought it, which is kept as it came") % {"name": name}
    if message.channel == "chat":
        return _("%(name)s in the chat in which it came") % {"name": name}
    return ""
