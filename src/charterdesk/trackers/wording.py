"""What the desk writes into trackers, where no customer is named, and of trackers on cases."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from charterdesk.kit.reworded import reworded
from charterdesk.notifications.unreached import UNREACHED
from charterdesk.trackers.values import Remark

# What the desk wrote itself ends with this line, by which it is known again.
_SIGNED = re.compile(r"(?:^|\n)Charterdesk (\S{1,60}/[0-9a-f]{12})\s*$")
# Why a tracker has not taken something, or could not be read.
FAULTS = (
    gettext_noop("The settings name no tracker %(name)s."),
    gettext_noop("%(name)s gave no number for the bug."),
    gettext_noop("%(name)s had the bug changed meanwhile."),
    gettext_noop("%(name)s did not take the bug: %(why)s"),
    gettext_noop("%(name)s did not take the comment: %(why)s"),
    gettext_noop("%(name)s did not show ticket %(number)s as CSV."),
    gettext_noop("%(name)s showed no form: may its user write there?"),
    gettext_noop("%(name)s has no bug %(number)s."),
    gettext_noop("%(name)s answered about %(other)s, not %(number)s."),
    gettext_noop("%(name)s answered with something that is no JSON."),
    gettext_noop(
        "%(name)s answered %(status)s with another address, and none is followed: name that one in"
        " the settings."
    ),
    gettext_noop("%(bug)s was moved: it is %(number)s now. Link that one."),
    gettext_noop("The answer is no CSV, as Trac gives it."),
    gettext_noop("The answer is no RSS, as Trac gives it."),
    gettext_noop("The answer has no '%(key)s', as such trackers have."),
    gettext_noop("The answer has no list where such trackers have one."),
    gettext_noop("The answer has a comment without a number."),
    *UNREACHED,
    gettext_noop("%(name)s answered %(status)s."),
    gettext_noop("%(name)s answered %(status)s: %(what)s"),
)


def fault_words(fault: str) -> str:
    """Why something has not reached its tracker, or come from it, in the reader's language."""
    return reworded(fault, FAULTS)


def signed(text: str, key: str) -> str:
    """The text with the desk's own mark as its last line."""
    return f"{text.strip()}\n\nCharterdesk {key}".strip()


def key_in(text: str) -> str:
    """The key that a text of the desk's ends with; "" in anybody else's."""
    found = _SIGNED.search(text)
    return found.group(1) if found else ""


def remark_words(label: str, remark: Remark) -> str:
    """A comment of the tracker as an internal note."""
    author = remark.author or _("somebody")
    said = _("%(author)s writes in the tracker, on %(bug)s:") % {"author": author, "bug": label}
    return f"{said}\n\n{remark.text}"


def change_words(label: str, status: str, *, closed: bool) -> str:
    """That a bug ended or began anew, as an internal note."""
    said = {"bug": label, "status": status}
    if closed:
        return _("The tracker has closed %(bug)s: %(status)s.") % said
    return _("The tracker has opened %(bug)s again: %(status)s.") % said


def event_words(kind: str, number: str, into: str = "") -> str:
    """What became of a case, as a comment of its bug."""
    said = {"case": number, "into": into}
    match kind:
        case "closed":
            return _("The case %(case)s is closed.") % said
        case "reopened":
            return _("The case %(case)s is open again.") % said
        case "merged_into":
            return _("The case %(case)s goes on in the case %(into)s.") % said
        case "merge_undone":
            return _("The case %(case)s is one of its own again.") % said
        case "bug_critical":
            return _("For the case %(case)s this bug is confirmed critical.") % said
        case "bug_taken_off":
            return _("The case %(case)s turned out to have another cause.") % said
        case _:
            return ""
