"""What became of each ticked case: done, left as it was, or refused and why (ux.md 1 no. 10)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Answer, Done
from charterdesk.cases.models import Case
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.refusals import refusal_words
from charterdesk.desk.values import BulkPage, BulkRow
from charterdesk.engine.decide import Refusal


def bulk_row(case: Case, owner: Person, answer: Answer | None, back: str) -> BulkRow:
    """One case; without an answer nothing was to be done."""
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


def bulk_page(owner: Person | None, rows: Sequence[BulkRow], back: str) -> BulkPage:
    """All of them, with the sum."""
    counts = {word: sum(row.outcome == word for row in rows) for word in ("done", "skipped")}
    said = {
        "done": counts["done"],
        "skipped": counts["skipped"],
        "refused": len(rows) - counts["done"] - counts["skipped"],
    }
    title = _("Assign to %(name)s") % {"name": owner.name} if owner else _("Assign")
    sentence = _("%(done)d done, %(skipped)d left as they were, %(refused)d refused") % said
    nothing = _("No case was ticked, or the person is not there any more.")
    return BulkPage(title, sentence if rows else nothing, tuple(rows), back)
