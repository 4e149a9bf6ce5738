"""Two charters compared: in words by theme, and their texts line by line."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charterdesk.charters.keeping import read_text
from charterdesk.engine.charter.faults import CharterErrors
from charterdesk.engine.diff import HEADINGS, KINDS, Change, OpenCases, differences
from charterdesk.look.fields import fields_of
from charterdesk.look.phrasing import worded
from charterdesk.studio.forms.comparing import CompareForm
from charterdesk.studio.pages.head import head_of
from charterdesk.studio.sources import Source
from charterdesk.studio.textdiff import text_diff, too_long
from charterdesk.studio.values import ChangeRow, Differences, DiffPage
from charterdesk.visit.asking import Ask
from charterdesk.visit.reader import Reader


def diff_page(
    ask: Ask, name: str, form: CompareForm, old: Source, new: Source, open_cases: OpenCases
) -> DiffPage:
    """The comparison of two sources."""
    long = too_long(old.text, new.text)
    lines = () if long else text_diff(old.text, new.text)
    note = _("The texts are too long to be compared line by line.") if long else ""
    return DiffPage(
        head=head_of(ask, name, "diff"),
        fields=fields_of(form),
        action=reverse("studio:diff", args=[name]),
        words=differences_of(old, new, open_cases, ask.reader),
        lines=lines,
        lines_note=note or ("" if lines else _("The two texts are the same, letter by letter.")),
    )


def differences_of(
    old: Source, new: Source, open_cases: OpenCases | None, reader: Reader
) -> Differences:
    """What becomes stricter, looser, new, gone; or why it can't be said."""
    try:
        charters = [read_text(one.text, one.label) for one in (old, new)]
    except CharterErrors as errors:
        unread = _("A text that can't be read can't be compared in words: mend it first.")
        return Differences(unread, (), tuple(str(one) for one in errors.errors[:5]))
    found = differences(charters[0], charters[1], open_cases, since=reader.at)
    said = {"old": old.label, "new": new.label}
    if not found:
        return Differences(_("From %(old)s to %(new)s nothing changes for anybody.") % said, ())
    form = ngettext(
        "From %(old)s to %(new)s %(count)d thing changes: %(kinds)s.",
        "From %(old)s to %(new)s %(count)d things change: %(kinds)s.",
        len(found),
    )
    sentence = form % {**said, "count": len(found), "kinds": _kinds(found, reader)}
    return Differences(sentence, tuple(_themes(found, reader)))


def _kinds(found: Sequence[Change], reader: Reader) -> str:
    counts = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
    said = [
        f"{count} {worded(KINDS[kind], reader.zone)}" for kind, count in counts.items() if count
    ]
    return ", ".join(said)


def _themes(found: Sequence[Change], reader: Reader) -> Iterator[tuple[str, tuple[ChangeRow, ...]]]:
    for theme, changes in groupby(found, key=lambda one: one.theme):
        rows = tuple(_row(one, reader) for one in changes)
        yield worded(HEADINGS[theme], reader.zone), rows


def _row(one: Change, reader: Reader) -> ChangeRow:
    touched = ""
    if one.open_cases:
        form = ngettext("%(count)d open case", "%(count)d open cases", one.open_cases)
        touched = form % {"count": one.open_cases}
    return ChangeRow(
        kind=one.kind,
        word=worded(KINDS[one.kind], reader.zone),
        where=" · ".join(value for _what, value in one.where),
        text=worded(one.text, reader.zone),
        touched=touched,
    )
