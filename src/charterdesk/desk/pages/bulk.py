"""Acts on many cases: done, left as it was, or refused and why, case by case (ux.md 1 no. 10)."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.bulk_values import BulkPage, BulkRow, BulkState, BulkSurePage
from charterdesk.desk.forms.bulk import BulkForm
from charterdesk.lists.commands.bulk import MOST_CASES
from charterdesk.lists.joining import APART
from charterdesk.lists.models import BulkAct, BulkItem
from charterdesk.lists.queries.bulk import Sum
from charterdesk.worker.models import Job

MOST_ROWS = 200


def bulk_page(
    bulk: BulkAct, found: Sum, rows: Sequence[BulkItem], job: Job | None, *, undoable: bool,
    own: bool = True,
) -> BulkPage:  # fmt: skip
    """The page of an act: its progress while a worker does it, then what became of each case.

    Only who asked for it, whose `own` it is, lets it go on.
    """
    state = state_of(found, job)
    urls = {name: reverse(f"desk:bulk_{name}", args=[bulk.pk]) for name in _URLS}
    wrong = found.of("refused") + found.of("failed")
    again = _("Go on with the rest") if found.left else _("Try those again that were refused")
    return BulkPage(
        title=bulk.title,
        sentence=ended_words(found) if state != "running" else _so_far(found),
        back_url=bulk.back_url,
        rows=tuple(_row(one, bulk.back_url) for one in rows) if state != "running" else (),
        state=state,
        done=found.total - found.left,
        total=found.total,
        trouble=_(job.error) if job and job.error and state == "stopped" else "",
        more=_more(found.total) if state != "running" and found.total > len(rows) else "",
        csv_url=urls["csv"],
        cancel_url=urls["cancel"] if state == "running" else "",
        again_url=urls["again"] if own and state != "running" and (wrong or found.left) else "",
        again=again,
        undo_url=urls["undo"] if undoable and state != "running" else "",
    )


def sure_page(form: BulkForm, title: str, count: int, counted_at_most: int) -> BulkSurePage:
    """The second look at an act on all cases of a list."""
    said = {"count": count}
    refused = ""
    if count > counted_at_most:
        refused = _("More than %(count)d cases are too many at once: narrow the list first.") % {
            "count": MOST_CASES
        }
    sentence = ngettext(
        "This is done to %(count)d case, which is all of the list.",
        "This is done to all %(count)d cases of the list.", count,
    )  # fmt: skip
    button = ngettext("Do it to %(count)d case", "Do it to %(count)d cases", count)
    return BulkSurePage(
        title, "" if refused else sentence % said, button % said, form.hidden(),
        reverse("desk:bulk"), form.back_url(), refused,
    )  # fmt: skip


def nothing_page(back: str, why: str = "") -> BulkPage:
    """Nobody or nothing was chosen, or something else speaks against it."""
    words = why or _("No case was ticked, or what was chosen is not there any more.")
    return BulkPage(title=_("Nothing was done"), sentence=words, back_url=back)


def state_of(found: Sum, job: Job | None) -> BulkState:
    """Where it stands: over when no case is left, whatever became of its job."""
    if not found.left:
        return "done"
    return "running" if job is not None and not job.outcome else "stopped"


def undo_title(bulk: BulkAct) -> str:
    """What the act that takes this one back is called."""
    return _("Undo: %(title)s") % {"title": bulk.title}


_URLS = ("csv", "cancel", "again", "undo")


def _row(item: BulkItem, back: str) -> BulkRow:
    urls = CaseUrls(item.case.number, back)
    url = urls.page()
    match item.outcome:
        case "done" | "skipped" | "refused" | "failed" as outcome:
            alone = outcome == "done" and item.inverse.get("act") == APART
            way = urls.act("apart") if alone and item.case.merged_into_id else ""
            return BulkRow(item.case.number, url, outcome, item.words, way)
        case _:
            return BulkRow(item.case.number, url, "", _("Nothing was done to it yet."))


def _so_far(found: Sum) -> str:
    return _("%(done)d of %(total)d") % {"done": found.total - found.left, "total": found.total}


def ended_words(found: Sum) -> str:
    """What came of an act that nobody works on any more, whether all of it was done or not."""
    if not found.left:
        return sum_words(found)
    said = {"done": found.total - found.left, "total": found.total}
    return _("It stopped after %(done)d of %(total)d. What is done stays done.") % said


def sum_words(found: Sum) -> str:
    """How many cases came to which end."""
    said = {
        "done": found.of("done"),
        "skipped": found.of("skipped"),
        "refused": found.of("refused") + found.of("failed"),
    }
    return _("%(done)d done, %(skipped)d left as they were, %(refused)d refused") % said


def _more(total: int) -> str:
    said = {"shown": MOST_ROWS, "total": total}
    return _("The first %(shown)d of %(total)d are shown; the sheet has all of them.") % said
