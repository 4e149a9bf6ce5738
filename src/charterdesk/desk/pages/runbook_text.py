"""The page on which a runbook is written: its text with what is found in it, and what it has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.automation.book import read_runbook
from charterdesk.automation.commands.writing import faults_of
from charterdesk.automation.models import Run, Runbook, RunbookVersion
from charterdesk.automation.shelf import book_of
from charterdesk.desk.pages.runbooks import (
    doubts_in,
    finding_of,
    run_lines,
    sentence_of,
    version_links,
)
from charterdesk.desk.runbook_values import Finding, RunbookPage
from charterdesk.look.values import Action, Refusal
from charterdesk.visit.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What somebody is writing: `theirs` is what another has saved meanwhile."""

    text: str
    key: str
    said: str = ""
    seen: int = 0
    theirs: str = ""
    refusal: Refusal | None = None


def text_page(writing: Writing, reader: Reader, *, may_write: bool) -> RunbookPage:
    """The page of a text that belongs to no runbook yet."""
    findings = findings_in(writing.text, reader)
    marks = {one.line: one.severity for one in findings}
    errors = any(one.severity == "error" for one in findings)
    count = writing.text.count("\n") + 1
    return RunbookPage(
        title=_("A new runbook"), action=reverse("desk:runbook_new"),
        back_url=reverse("desk:runbooks"), text=writing.text, said=writing.said,
        lines=tuple((at, marks.get(at, "")) for at in range(1, count + 1)),
        sentence=sentence_of(findings), findings=findings, may_write=may_write,
        state="stopped" if errors else "good", seen=writing.seen, draft_key=writing.key,
        refusal=writing.refusal, theirs=writing.theirs,
    )  # fmt: skip


def with_its_own(
    page: RunbookPage, found: Runbook, versions: Sequence[RunbookVersion], runs: Sequence[Run],
    reader: Reader,
) -> RunbookPage:  # fmt: skip
    """The same for a runbook that is there."""
    saved = ""
    if found.draft_at:
        saved = _("Draft saved %(when)s.") % {"when": reader.full(found.draft_at)}
    act = (
        Action("go", _("Let it begin by itself again"), "")
        if found.paused_at
        else Action("pause", _("Let it begin by itself no more"), "")
    )
    return replace(
        page, title=found.name, action=found.get_absolute_url(), saved=saved,
        try_url=reverse("desk:runbook_try", args=[found.name]),
        pause=act if _begins(versions) or found.paused_at else None,
        versions=version_links(versions, reader), runs=run_lines(runs, reader),
    )  # fmt: skip


def _begins(versions: Sequence[RunbookVersion]) -> bool:
    """Whether what is published may begin by itself."""
    book = book_of(versions[0]) if versions else None
    return book is not None and bool(book.starts)


def findings_in(text: str, reader: Reader) -> tuple[Finding, ...]:
    """The faults of a text; where it has none, what would be in the way of a run."""
    faults = faults_of(text, "runbook")
    if faults:
        return tuple(finding_of(one, reader) for one in faults)
    return doubts_in(read_runbook(text, "runbook"), reader.at)
