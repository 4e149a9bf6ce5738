"""What the desk writes into trackers, where no customer is named, and of trackers on cases."""

import re

from django.utils.translation import gettext as _

from charterdesk.trackers.values import Remark

# What the desk wrote itself ends with this line, by which it is known again.
_SIGNED = re.compile(r"(?:^|\n)Charterdesk (\S{1,60}/[0-9a-f]{12})\s*$")


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


def event_words(kind: str, number: str) -> str:
    """What became of a case, as a comment of its bug."""
    said = {"case": number}
    match kind:
        case "closed":
            return _("The case %(case)s is closed.") % said
        case "reopened":
            return _("The case %(case)s is open again.") % said
        case "bug_critical":
            return _("For the case %(case)s this bug is confirmed critical.") % said
        case "bug_taken_off":
            return _("The case %(case)s turned out to have another cause.") % said
        case _:
            return ""
