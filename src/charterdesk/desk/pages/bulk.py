"""What became of each ticked case: done, left as it was, or refused and why (ux.md 1 no. 10)."""

from collections.abc import Collection, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.models import Case, Label
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.refusals import refusal_words
from charterdesk.desk.values import BulkPage, BulkRow, BulkUndo
from charterdesk.engine.decide import Refusal


def assigned_row(case: Case, owner: Person, answer: Answer | None, back: str) -> BulkRow:
    """One case that was to be assigned; without an answer nothing was to be done."""
    url = CaseUrls(case.number, back).page()
    said = {"name": owner.name}
    match answer:
        case None:
            return BulkRow(case.number, url, "skipped", _("%(name)s owned it already.") % said)
        case Done():
            return BulkRow(case.number, url, "done", _("%(name)s owns it.") % said)
        case Refusal():
            return BulkRow(case.number, url, "refused", refusal_words(answer))
        case _:
            return BulkRow(case.number, url, "refused", answer.text)


def bulk_page(owner: Person, rows: Sequence[BulkRow], back: str) -> BulkPage:
    """Cases that were assigned, with the sum."""
    title = _("Assign to %(name)s") % {"name": owner.name}
    return BulkPage(title, _sum(rows), tuple(rows), back)


def labelled_page(
    label: Label, cases: Sequence[Case], done: Collection[int], back: str, *, off: bool = False
) -> BulkPage:
    """Cases on which a label was put or from which it was taken, with the way back."""
    rows = [_labelled(case, case.pk in done, back, off=off) for case in cases]
    title = _("Take the label “%(name)s” off") if off else _("Put the label “%(name)s” on")
    refs = tuple(row.ref for row in rows if row.outcome == "done")
    undo = BulkUndo(reverse("desk:bulk"), "label" if off else "unlabel", str(label.pk), refs)
    return BulkPage(
        title % {"name": label.name}, _sum(rows), tuple(rows), back, undo=undo if refs else None
    )


def nothing_page(back: str) -> BulkPage:
    """Nobody or nothing was chosen."""
    return BulkPage(_("Nothing was done"), _nothing(), (), back)


def _labelled(case: Case, done: bool, back: str, *, off: bool) -> BulkRow:
    url = CaseUrls(case.number, back).page()
    if done:
        words = _("The label is off the case.") if off else _("The label is on the case.")
        return BulkRow(case.number, url, "done", words)
    words = _("It did not have the label.") if off else _("It had the label already.")
    return BulkRow(case.number, url, "skipped", words)


def _sum(rows: Sequence[BulkRow]) -> str:
    counts = {word: sum(row.outcome == word for row in rows) for word in ("done", "skipped")}
    said = {
        "done": counts["done"],
        "skipped": counts["skipped"],
        "refused": len(rows) - counts["done"] - counts["skipped"],
    }
    sentence = _("%(done)d done, %(skipped)d left as they were, %(refused)d refused") % said
    return sentence if rows else _nothing()


def _nothing() -> str:
    return _("No case was ticked, or what was chosen is not there any more.")
