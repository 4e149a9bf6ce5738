"""Runbooks as pages: the list, the text with what is found in it, its versions, a dry trial."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from charterdesk.automation.book import ANYBODY, Http, Step, Then
from charterdesk.automation.book import Runbook as Book
from charterdesk.automation.models import Run, Runbook, RunbookVersion
from charterdesk.automation.shelf import book_of, newest_version
from charterdesk.automation.trying import Trial, doubts_of, doubts_of_roles
from charterdesk.charters.queries import live_charters
from charterdesk.desk.addresses import CaseUrls
from charterdesk.desk.pages.runs import run_state
from charterdesk.desk.runbook_values import (
    Finding,
    RunbookRow,
    RunbooksPage,
    RunLine,
    TextLine,
    TriedRow,
    VersionPage,
)
from charterdesk.engine.charter.faults import CharterError
from charterdesk.look.phrasing import worded
from charterdesk.look.values import Link, Tab
from charterdesk.visit.reader import Reader

AROUND = 3
EXAMPLE = """\
runbook: disk-full
for: Servers that report a full disk.
# Without `starts` it is run by hand only.
starts:
  - {channel: machine, subject: disk}
hand_over: consultant        # the role that is told when automation can't mend it
parameters:
  mount: {from: asset own Mount, as: path, otherwise: /var}
checks:
  - step: room is left
    on: plant                # the name of a runner
    command: [/bin/df, --output=pcent, "{mount}"]
    within: 30s
    expect: {exit: 0, lacks: "100%"}
    then: done
    else: remedy clean up
remedies:
  - step: clean up
    on: plant
    command: [/opt/desk/clean-up, "{mount}"]
    approval: needed
    then: check again
"""


def tabs(current: str) -> tuple[Tab, ...]:
    """Runbooks and runners."""
    return (
        Tab(_("Runbooks"), reverse("desk:runbooks"), current == "runbooks"),
        Tab(_("Runners"), reverse("desk:runners"), current == "runners"),
    )


def list_page(found: Sequence[Runbook], reader: Reader, *, may_write: bool) -> RunbooksPage:
    """The list of runbooks, each `published` and `last_at` annotated."""
    rows = tuple(_row(one, reader) for one in found)
    return RunbooksPage(tabs("runbooks"), rows, reverse("desk:runbook_new") if may_write else "")


def finding_of(error: CharterError, reader: Reader) -> Finding:
    """A fault with its line."""
    return Finding(
        severity="error", word=_("error"), text=worded(error.said, reader.zone),
        mend=worded(error.how, reader.zone) if error.how.form else "", line=error.line,
    )  # fmt: skip


def doubts_in(book: Book, at: datetime) -> tuple[Finding, ...]:
    """What would be in the way of a run now; a text with doubts may be published."""
    doubts = [f"{step.name}: {said}" for step in book.steps for said in doubts_of(step)]
    doubts += doubts_of_roles(book, live_charters(at))
    return tuple(Finding(severity="warning", word=_("warning"), text=said) for said in doubts)


def sentence_of(findings: Sequence[Finding]) -> str:
    """What the checks say, in one sentence."""
    errors = sum(one.severity == "error" for one in findings)
    if errors:
        said = ngettext(
            "%(count)d fault keeps it from being published.",
            "%(count)d faults keep it from being published.",
            errors,
        )
        return said % {"count": errors}
    return _("It can be published.")


def version_links(versions: Sequence[RunbookVersion], reader: Reader) -> tuple[Link, ...]:
    """The versions, the newest first."""
    return tuple(
        Link(
            _("Version %(number)d") % {"number": one.number},
            reverse("desk:runbook_version", args=[one.runbook.name, one.number]),
            " · ".join(filter(None, (reader.full(one.at), one.by.name, one.said))),
        )
        for one in versions
    )


def run_lines(runs: Sequence[Run], reader: Reader) -> tuple[RunLine, ...]:
    """The last runs of a runbook."""
    return tuple(
        RunLine(
            case=Link(f"{run.case.number} {run.case.subject}",
                      CaseUrls(run.case.number).of("case_runs")),
            state=run_state(run)[0], when=reader.full(run.at),
        )
        for run in runs
    )  # fmt: skip


def version_page(
    version: RunbookVersion, former: RunbookVersion | None, reader: Reader
) -> VersionPage:
    """A version, with what it changed in the one before."""
    said = {"number": version.number, "when": reader.full(version.at), "who": version.by.name}
    return VersionPage(
        title=_("%(name)s, version %(number)d")
        % {"name": version.runbook.name, "number": version.number},
        sentence=" ".join(filter(None, (_("Published %(when)s by %(who)s.") % said, version.said))),
        back_url=version.runbook.get_absolute_url(),
        text=tuple(enumerate(version.text.splitlines(), 1)),
        changes=tuple(_compared(former.text, version.text)) if former else (),
    )


def trial_lines(trial: Trial, book: Book) -> tuple[str, ...]:
    """What holds for the run as a whole."""
    begins = (
        _("On this case it would begin by itself.")
        if trial.begins
        else _("On this case it would not begin by itself.")
    )
    values = "; ".join(f"{name} = {value}" for name, value in trial.values.items())
    missing = ", ".join(one.name for one in trial.missing)
    lines = [
        begins,
        _("Values: %(values)s.") % {"values": values} if values else "",
        _("Missing: %(names)s. Without them no run begins.") % {"names": missing}
        if missing
        else "",
        _approval(book.approval) if book.approval else "",
    ]
    return tuple(filter(None, lines))


def trial_rows(trial: Trial) -> tuple[TriedRow, ...]:
    """Each step as it would be done."""
    return tuple(
        TriedRow(
            title=one.step.name, where=_where(one.step), said=one.said,
            follows=_follows(one.step), doubts=one.doubts,
        )
        for one in trial.steps
    )  # fmt: skip


def _row(runbook: Runbook, reader: Reader) -> RunbookRow:
    version = newest_version(runbook)
    book = book_of(version) if version else None
    last = getattr(runbook, "last_at", None)
    return RunbookRow(
        link=Link(runbook.name, runbook.get_absolute_url()),
        purpose=book.purpose if book else "", state=_state(runbook, version, book),
        last=_("last run %(when)s") % {"when": reader.full(last)} if last else _("never run"),
    )  # fmt: skip


def _state(runbook: Runbook, version: RunbookVersion | None, book: Book | None) -> str:
    if version is None:
        return _("a draft, not published yet")
    said = {"number": version.number}
    if book is None:
        return _("version %(number)d can't be read any more: publish it again") % said
    if not book.starts:
        return _("version %(number)d, run by hand") % said
    if runbook.paused_at:
        return _("version %(number)d, paused: by hand only") % said
    return _("version %(number)d, begins by itself") % said


def _where(step: Step) -> str:
    seconds = int(step.within.total_seconds())
    if isinstance(step.way, Http):
        return _("asked by the desk, within %(seconds)d s") % {"seconds": seconds}
    return _("on the runner %(name)s, within %(seconds)d s") % {
        "name": step.on,
        "seconds": seconds,
    }


def _follows(step: Step) -> str:
    said = {"met": _then(step.met), "unmet": _then(step.unmet)}
    lines = _("As expected: %(met)s. Otherwise: %(unmet)s.") % said
    return f"{_approval(step.approval)} {lines}" if step.approval else lines


def _then(then: Then) -> str:
    match then.turn:
        case "go on":
            return _("on to the next check")
        case "done":
            return _("the run is done")
        case "check again":
            return _("the check is done again")
        case "remedy":
            return _("remedy “%(name)s”") % {"name": then.remedy}
        case "hand over":
            return _("a person is asked")


def _approval(role: str) -> str:
    if role == ANYBODY:
        return _("Somebody who sees the case has to approve it first.")
    return _("%(role)s has to approve it first.") % {"role": role}


def _compared(old: str, new: str) -> Iterator[TextLine]:
    """The differing lines of two texts with a few around them."""
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    gone, fresh = pgettext("line", "gone"), pgettext("line", "new")
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number:
            yield TextLine("skip", "", "", "⋯")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for at in range(i2 - i1):
                    place = (str(i1 + at + 1), str(j1 + at + 1))
                    yield TextLine("same", *place, before[i1 + at])
                continue
            for at in range(i1, i2):
                yield TextLine("gone", str(at + 1), "", before[at], gone)
            for at in range(j1, j2):
                yield TextLine("new", "", str(at + 1), after[at], fresh)
