"""Taken data is deleted on its date: the bytes go, the case says so, and its owner is told.

What can't be deleted stays on the list with its fault and is tried again; nothing is called
deleted that is not (R-HFN-17).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.access.approvals import refused_since
from charterdesk.access.commands.taking import How, end_data, local_date
from charterdesk.access.models import TakenData, TakenPiece
from charterdesk.accounts.models import Person
from charterdesk.cases.commands import add_desk_note
from charterdesk.cases.store import Loaded, load
from charterdesk.kit.in_turn import Each, in_turn
from charterdesk.kit.kept_files import drop_file

UNANSWERED_FOR = timedelta(days=14)


def delete_due_data(*, at: datetime, each: Each = in_turn) -> int:
    """Delete what is due, close what was refused or never answered; how many changed."""
    return each(_open_data(), _looked_at, at)


def _open_data() -> QuerySet[TakenData]:
    rows = TakenData.objects.filter(ended_at__isnull=True)
    return rows.select_related("case__organisation", "case__owner", "asked_by").order_by("pk")


def _looked_at(data: TakenData, at: datetime) -> bool:
    loaded = load(data.case_id)
    refused = refused_since(loaded, data.act, data.asked_at)
    if data.taken_at is None:
        if refused:
            return end_data(data, How.REFUSED, None, at)
        waited = at - data.asked_at >= UNANSWERED_FOR
        return waited and end_data(data, How.WITHDRAWN, None, at)
    if not refused and local_date(data.case, at) < data.delete_on:
        return False
    return _delete(data, loaded, at)


def _delete(data: TakenData, loaded: Loaded, at: datetime) -> bool:
    """The bytes first: a row that says deleted must be true, whoever dies in between."""
    pieces = list(_left(data).filter(attachment__isnull=False).select_related("attachment"))
    gone = [piece for piece in pieces if _dropped(piece)]
    stuck = [piece for piece in pieces if piece not in gone and not piece.fault]
    with transaction.atomic():
        done = TakenPiece.objects.filter(pk__in=[one.pk for one in gone], deleted_at__isnull=True)
        changed = done.update(deleted_at=at, fault="")
        ended = not _left(data).exists() and end_data(data, How.DELETED, None, at)
        if changed or stuck:
            _tell(data, loaded, gone if changed else [], at)
    return bool(changed or ended)


def _dropped(piece: TakenPiece) -> bool:
    assert piece.attachment is not None
    try:
        drop_file(piece.attachment.stored)
    except OSError as error:
        fault = error.strerror or type(error).__name__
        TakenPiece.objects.filter(pk=piece.pk).update(fault=fault[:300])
        return False
    return True


def _tell(data: TakenData, loaded: Loaded, gone: Sequence[TakenPiece], at: datetime) -> None:
    """A note on the case, of which the owner is told, else who asked for the data."""
    person: Person = loaded.row.owner or data.asked_by
    with translation.override(person.language):
        text = "\n".join(_lines(data, gone))
    add_desk_note(case=data.case, text=text, tell=(person,), at=at)


def _lines(data: TakenData, gone: Sequence[TakenPiece]) -> Iterator[str]:
    if gone:
        names = ", ".join(one.attachment.name for one in gone if one.attachment)
        said = {"kind": data.kind, "names": names}
        yield _("Data that was taken (%(kind)s) is deleted: %(names)s") % said
    left = list(_left(data).select_related("attachment"))
    if left:
        yield _("This could not be deleted from here, look after it by hand:")
    for one in left:
        name = one.attachment.name if one.attachment else one.elsewhere
        yield f"- {name}: {one.fault}" if one.fault else f"- {name}"


def _left(data: TakenData) -> QuerySet[TakenPiece]:
    return TakenPiece.objects.filter(data=data, deleted_at__isnull=True)
