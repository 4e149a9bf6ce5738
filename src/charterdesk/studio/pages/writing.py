"""The editor: the text with its numbered lines, its findings, and what happened meanwhile."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.rights import may_manage
from charterdesk.charters.models import CharterDraft
from charterdesk.charters.queries import edit_of
from charterdesk.engine.check import Checked, Finding
from charterdesk.look.values import Action, Refusal
from charterdesk.studio.checking import checked
from charterdesk.studio.pages.checks import checks_of
from charterdesk.studio.pages.head import head_of
from charterdesk.studio.textdiff import text_diff, too_long
from charterdesk.studio.values import Conflict, WritePage
from charterdesk.visit.asking import Ask

# More lines get no numbers of their own: nobody writes them by hand.
MOST_NUMBERED = 5000
FEWEST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody sent: the text, and the edition that they had before them."""

    text: str
    seen: int


def write_page(
    ask: Ask, draft: CharterDraft, typed: Typed | None = None, refusal: Refusal | None = None,
    *, is_stale: bool = False,
) -> WritePage:  # fmt: skip
    """The page with what was typed, else with the draft as it is saved."""
    text = typed.text if typed else draft.text
    found = checked(ask.person, draft.name, text, ask.at)
    name, manages = draft.name, may_manage(ask.person)
    return WritePage(
        head=head_of(ask, name, "write"),
        action=reverse("studio:write", args=[name]),
        text=text,
        seen=typed.seen if typed else draft.edition,
        lines=numbered(text, found.findings),
        rows=max(text.count("\n") + 2, FEWEST_ROWS),
        may_write=manages,
        draft_key=f"charter:{name}:{draft.edition}",
        saved=_saved(ask, draft),
        becomes=_becomes(found),
        checks=checks_of(found, ask.reader),
        publish_url=reverse("studio:publish", args=[name]),
        drop=_drop(draft) if manages else None,
        conflict=_conflict(ask, draft, typed) if is_stale and typed else None,
        refusal=None if is_stale else refusal,
    )


def numbered(text: str, findings: tuple[Finding, ...] = ()) -> tuple[tuple[int, str], ...]:
    """The numbers of the text's lines, each with the gravest finding that stands in it."""
    marks: dict[int, str] = {}
    for one in findings:
        if marks.get(one.place.line) != "error":
            marks[one.place.line] = one.severity
    count = min(text.count("\n") + 1, MOST_NUMBERED)
    return tuple((number, marks.get(number, "")) for number in range(1, count + 1))


def _saved(ask: Ask, draft: CharterDraft) -> str:
    said = {
        "who": draft.updated_by.name if draft.updated_by else _("the desk"),
        "when": ask.reader.full(draft.updated_at),
    }
    return _("Saved by %(who)s, %(when)s.") % said


def _becomes(found: Checked) -> str:
    charter = found.charter
    if charter is None:
        return ""
    return _("It calls itself version %(version)s.") % {"version": str(charter.version)}


def _drop(draft: CharterDraft) -> Action:
    url = reverse("studio:drop", args=[draft.name])
    return Action(
        "drop", _("Give this draft up"), url, method="post", data={"seen": str(draft.edition)}
    )


def _conflict(ask: Ask, draft: CharterDraft, typed: Typed) -> Conflict:
    """What the other one changed since the edition that was seen."""
    seen = edit_of(ask.person, draft.name, typed.seen)
    who = draft.updated_by.name if draft.updated_by else _("The desk")
    before = seen.text if seen else ""
    return Conflict(
        sentence=_("%(who)s saved this draft meanwhile. Your text is below, and not saved.")
        % {"who": who},
        lines=() if too_long(before, draft.text) else text_diff(before, draft.text),
        theirs_url=reverse("studio:write", args=[draft.name]),
        edition=draft.edition,
    )
