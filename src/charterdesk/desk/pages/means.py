"""The page of one's own means, in words."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.desk.forms.means import DelaysForm, MeansForm, delay_words
from charterdesk.desk.means_values import CallResult, MeansPage, MeansRow, ReceiptStep
from charterdesk.desk.pages.receipts import receipt_words
from charterdesk.look.fields import fields_of
from charterdesk.look.values import Action, Refusal
from charterdesk.notifications.models import Attempt, Means, Notice
from charterdesk.notifications.ways_out import hook_secret
from charterdesk.visit.reader import Reader

# A gateway may report for so long; then the page rests.
WATCHED = timedelta(minutes=2)


def means_page(
    own: Sequence[Means], form: MeansForm, kinds: Collection[str], reader: Reader,
    test: tuple[Notice, Sequence[Attempt]] | None, refusal: Refusal | None = None,
) -> MeansPage:  # fmt: skip
    """The page; `kinds` are those that the desk has carriers for."""
    return MeansPage(
        sentence=_sentence(own),
        rows=tuple(_row(one, kinds, reader) for one in own),
        fields=fields_of(form),
        action=reverse("desk:means"),
        test=_test(*test, at=reader.at) if test else None,
        refusal=refusal,
    )


def _sentence(own: Sequence[Means]) -> str:
    if not own:
        return _("You have set nothing: you are reached by mail, and at the phone of your page.")
    if all(one.urgent_after is None for one in own):
        return _("None of these is set for urgent notices: at night nobody can call you.")
    count = len(own)
    said = ngettext(
        "You are reached by %(count)d means.", "You are reached by %(count)d means.", count
    )
    return said % {"count": count}


def _row(one: Means, kinds: Collection[str], reader: Reader) -> MeansRow:
    verified = one.verified_at
    kind = str(Means.Kind(one.kind).label)
    form = DelaysForm(initial=DelaysForm.of(one), prefix=f"m{one.pk}")
    return MeansRow(
        name=f"{kind}: {one.service}" if one.service else kind,
        address=one.address,
        urgent=delay_words(one.urgent_after),
        ordinary=delay_words(one.ordinary_after),
        verified=reader.short(verified) if verified else "",
        test=_post("test", _("Call me now"), one.pk),
        remove=_post("remove", _("Remove"), one.pk),
        change=reverse("desk:means_change", args=[one.pk]),
        fields=fields_of(form),
        missing="" if one.kind in kinds else _("Nothing is set up at this desk for it yet."),
        secret=hook_secret(one.address) if one.kind == Means.Kind.HOOK else "",
    )


def _post(name: str, label: str, pk: int) -> Action:
    return Action(name, label, reverse(f"desk:means_{name}", args=[pk]), method="post")


def _test(notice: Notice, attempts: Sequence[Attempt], *, at: datetime) -> CallResult:
    steps = tuple(ReceiptStep(receipt_words()[one.what], one.at, one.answer) for one in attempts)
    failed = notice.state == Notice.State.DEAD
    watched = at - notice.queued_at < WATCHED
    return CallResult(
        sentence=_test_sentence(notice, steps), steps=steps,
        running=watched and not failed and notice.answered_at is None,
    )  # fmt: skip


def _test_sentence(notice: Notice, steps: Sequence[ReceiptStep]) -> str:
    if notice.answered_at is not None:
        return _("You said that it has reached you.")
    if notice.state == Notice.State.DEAD:
        return _("The test has failed: %(trouble)s") % {"trouble": notice.trouble}
    if not steps:
        return _("The test waits for the worker.")
    return _("So far: %(step)s.") % {"step": steps[-1].word}
