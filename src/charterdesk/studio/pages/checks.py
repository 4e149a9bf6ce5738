"""What the checks found, one by one, in the reader's language, and what is promised to whom."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.engine.check import Checked, Finding
from charterdesk.look.phrasing import worded
from charterdesk.studio.pages.covering import coverage_of
from charterdesk.studio.values import Checks, FindingRow
from charterdesk.visit.reader import Reader

_ORDER = ("error", "warning", "info")


def checks_of(found: Checked, reader: Reader) -> Checks:
    """The findings, errors first, each with its line and how to mend it."""
    ordered = sorted(found.findings, key=lambda one: (_ORDER.index(one.severity), one.place.line))
    return Checks(
        sentence=_sentence(found),
        state="good" if found.can_be_published else "stopped",
        findings=tuple(row_of(one, reader) for one in ordered),
        coverage=coverage_of(found.charter) if found.charter else None,
    )


def row_of(one: Finding, reader: Reader) -> FindingRow:
    """One finding."""
    return FindingRow(
        number=one.number,
        severity="accepted" if one.accepted else one.severity,
        word=_("accepted") if one.accepted else _words()[one.severity],
        line=one.place.line,
        text=worded(one.message, reader.zone),
        mend=worded(one.mend, reader.zone),
        accepted=_("The charter accepts it: %(why)s") % {"why": one.accepted}
        if one.accepted
        else "",
    )


def stopping(found: Checked, reader: Reader) -> tuple[FindingRow, ...]:
    """What stops the text from being published."""
    return tuple(row_of(one, reader) for one in found.findings if one.stops)


def _words() -> dict[str, str]:
    return {"error": _("error"), "warning": _("warning"), "info": _("remark")}


def _sentence(found: Checked) -> str:
    errors = _count(found.findings, "error")
    open_warnings = sum(one.stops for one in found.findings) - errors
    said = []
    if errors:
        said.append(ngettext("%(count)d error", "%(count)d errors", errors) % {"count": errors})
    if open_warnings:
        form = ngettext(
            "%(count)d warning to mend or to accept",
            "%(count)d warnings to mend or to accept",
            open_warnings,
        )
        said.append(form % {"count": open_warnings})
    if not said:
        return _("Nothing stops this text from being published.")
    return _("Not to be published yet: %(what)s.") % {"what": ", ".join(said)}


def _count(findings: Sequence[Finding], severity: str) -> int:
    return sum(one.severity == severity for one in findings)
