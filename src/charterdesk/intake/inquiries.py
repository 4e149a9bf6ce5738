"""An inquiry from its first answer to the case: begun, gone on with, looked ahead, sent once.

What would be promised is decided by the engine for this very case and not saved, so that the
page before sending can't promise anything else than the case then does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from charterdesk.cases.actors import Asker
from charterdesk.cases.answers import Done, OpenAnswer
from charterdesk.cases.commands import Form, fill_in, open_case
from charterdesk.cases.commands.tying import tie_asset
from charterdesk.cases.messages import File, Written
from charterdesk.cases.models import Case, CaseLink
from charterdesk.cases.opening import Arrival
from charterdesk.cases.store import moment
from charterdesk.customers.models import Asset, Contact
from charterdesk.engine.commands import OpenCase
from charterdesk.engine.explain.opening import WhatIf, what_if
from charterdesk.intake.inquiry import Inquiry, InquiryFile
from charterdesk.kit.kept_files import drop_file, keep_file, path_of
from charterdesk.oncall.queries import rota_for

KEPT_FOR = timedelta(days=14)
KEPT_AT_MOST = 20
MOST_FILES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An inquiry as a case would be opened from it; `registered` as the charter sees the asker.

    `asset` is what it is about, of the asker's own organisation; `own` are values of the desk's own
    fields, by their keys.
    """

    arrival: Arrival
    asker: Asker
    registered: bool
    channel: str
    subject: str
    text: str
    contract: str = ""
    zone: str = ""
    priority: str = ""
    reason: str = ""
    axes: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()
    asset: Asset | None = None
    own: Mapping[str, str] = field(default_factory=dict)

    def command(self) -> OpenCase:
        """What the engine is asked."""
        return OpenCase(
            by="customer", channel=self.channel, priority=self.priority, axes=self.axes,
            contract=self.contract, asker=self.asker.name, registered=self.registered,
            subject=self.subject, marks=self.marks, zone=self.zone, reason=self.reason,
        )  # fmt: skip


def inquiry_of(contact: Contact, key: str) -> Inquiry | None:
    """The contact's own inquiry of that key; nobody else's is there."""
    found = Inquiry.objects.select_related("case", "follows", "contact__organisation")
    files = Prefetch("files", InquiryFile.objects.order_by("pk"))
    return found.filter(key=key, contact=contact).prefetch_related(files).first()


def inquiry_by_key(key: str) -> Inquiry | None:
    """The inquiry of a key, for adding to it what was typed when the session had ended."""
    return Inquiry.objects.filter(key=key, case=None, contact__is_active=True).first()


def unfinished(contact: Contact) -> Sequence[Inquiry]:
    """What the contact began and has not sent, the newest first."""
    return list(_unsent(contact)[:5])


@transaction.atomic
def begin_inquiry(
    *, contact: Contact, key: str, answers: Mapping[str, Any], at: datetime,
    follows: Case | None = None,
) -> Inquiry:  # fmt: skip
    """The first answer is kept; of many unfinished ones the oldest go, and all after 14 days."""
    forget_inquiries(contact=contact, at=at)
    made, _new = Inquiry.objects.get_or_create(
        key=key,
        contact=contact,
        defaults={
            "answers": dict(answers), "follows": follows, "begun_at": at, "changed_at": at,
        },
    )  # fmt: skip
    return made


@transaction.atomic
def answer_inquiry(*, inquiry: Inquiry, answers: Mapping[str, Any], at: datetime) -> Inquiry:
    """Further answers are kept beside the earlier ones; what was sent stays as it was."""
    kept = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    if kept.case_id is None:
        kept.answers, kept.changed_at = {**kept.answers, **answers}, at
        kept.save(update_fields=["answers", "changed_at"])
    return kept


def forget_inquiries(*, contact: Contact, at: datetime) -> None:
    """Drop what lies unfinished too long, with its files."""
    mine = _unsent(contact)
    old = [one.pk for one in mine if at - one.changed_at > KEPT_FOR]
    old += [one.pk for one in mine[KEPT_AT_MOST - 1 :]]
    for file in InquiryFile.objects.filter(inquiry__in=old):
        _drop(file)
    Inquiry.objects.filter(pk__in=old).delete()


def add_files(*, inquiry: Inquiry, files: Sequence[File], most: int) -> bool:
    """Keep the files; False where there were more than 20, or more than `most` bytes together."""
    there = list(inquiry.files.all())
    size = sum(one.size for one in there) + sum(len(one.content) for one in files)
    if size > most or len(there) + len(files) > MOST_FILES:
        return False
    InquiryFile.objects.bulk_create(
        InquiryFile(
            inquiry=inquiry, stored=keep_file(one.content), name=one.name,
            content_type=one.content_type, size=len(one.content),
        )
        for one in files
    )  # fmt: skip
    return True


def drop_inquiry_file(*, inquiry: Inquiry, pk: int) -> None:
    """One of the inquiry's files does not go along after all."""
    for file in InquiryFile.objects.filter(inquiry=inquiry, pk=pk):
        _drop(file)


def look_ahead(wish: Wish, at: datetime) -> WhatIf:
    """What opening the case now would promise; nothing is saved."""
    charter = wish.arrival.charter
    return what_if(
        charter, wish.command(), moment(at), rota_for(charter), wish.zone or charter.zone,
        audience="customer",
    )  # fmt: skip


def send_inquiry(*, inquiry: Inquiry, wish: Wish, at: datetime) -> OpenAnswer:
    """Open the case; sent twice, it is one case, which both answers name."""
    with transaction.atomic():
        answer = _opened(inquiry, wish, at)
        if isinstance(answer, Done):
            answer = fill_in(answer=answer, values=wish.own, by=wish.asker, at=at)
    if isinstance(answer, Done):
        _settle(inquiry, answer.case, at)
        if wish.asset is not None:
            tie_asset(case=answer.case, asset=wish.asset, by=inquiry.contact, at=at)
    return answer


def _opened(inquiry: Inquiry, wish: Wish, at: datetime) -> OpenAnswer:
    return open_case(
        arrival=wish.arrival, channel=wish.channel, by=wish.asker, at=at, asker=wish.asker.name,
        written=Written(
            text=wish.text, subject=wish.subject, channel=wish.channel, files=_files(inquiry)
        ),
        registered=wish.registered, priority=wish.priority, axes=wish.axes, marks=wish.marks,
        contract=wish.contract, zone=wish.zone, reason=wish.reason,
        form=Form(key=f"inquiry/{inquiry.key}"),
    )  # fmt: skip


def _settle(inquiry: Inquiry, case: Case, at: datetime) -> None:
    """The inquiry names its case; its files are the case's own by now."""
    Inquiry.objects.filter(pk=inquiry.pk).update(case=case, changed_at=at)
    for file in InquiryFile.objects.filter(inquiry=inquiry):
        _drop(file)
    if inquiry.follows is not None:
        CaseLink.objects.get_or_create(
            case=case, other=inquiry.follows, kind=CaseLink.Kind.FOLLOWS, defaults={"at": at}
        )


def _files(inquiry: Inquiry) -> tuple[File, ...]:
    return tuple(
        File(name=one.name, content_type=one.content_type, content=path_of(one.stored).read_bytes())
        for one in inquiry.files.order_by("pk")
    )


def _unsent(contact: Contact) -> QuerySet[Inquiry]:
    found = Inquiry.objects.filter(contact=contact, case=None)
    return found.order_by("-changed_at", "-pk")


def _drop(file: InquiryFile) -> None:
    """The row first: a file without a row is an orphan that nobody can reach."""
    file.delete()
    drop_file(file.stored)
