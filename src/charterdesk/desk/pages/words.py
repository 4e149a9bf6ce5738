"""The desk's own words in the reader's language: promises, states, channels of waiting.

Names that a charter gives (priorities, roles, steps, outcomes) are shown as it has them.
"""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charterdesk.look.values import Link


def promise_name(kind: str, key: str = "") -> str:
    """A kind of promise as a heading; `key` is the bug's number, where it has one."""
    names = {
        "response": _("Response"),
        "activation": _("Start of work"),
        "update": _("Next update"),
        "reply": pgettext("promise", "Reply"),
        "diagnosis": _("Diagnosis"),
        "indication": _("Indication"),
        "patch": _("Patch"),
        "workaround": _("Workaround"),
        "resolution": _("Resolution"),
        "takeover": _("Taking over"),
        "supplier": _("Supplier"),
    }
    name = names.get(kind, kind)
    return f"{name} {key}" if key else name


def status_words(status: str, waiting_on: str = "") -> str:
    """A state of 2.3; while waiting, on whom."""
    if status == "waiting":
        return waiting_words(waiting_on)
    states = {
        "new": pgettext("status", "New"),
        "active": pgettext("status", "Active"),
        "resolved": pgettext("status", "Resolved"),
        "closed": pgettext("status", "Closed"),
        "merged": pgettext("status", "Merged"),
        "handed back": pgettext("status", "Handed back"),
        "held": pgettext("status", "Held"),
    }
    return states.get(status, status)


def waiting_words(on: str) -> str:
    """On whom or what a case waits."""
    words = {
        "customer": _("Waiting for the customer"),
        "supplier": _("Waiting for a supplier"),
        "bug": _("Waiting for a bug"),
        "date": _("Waiting for a date"),
    }
    return words.get(on, _("Waiting"))


def status_icon(status: str) -> str:
    """The glyph beside a state."""
    icons = {"new": "open", "active": "ok", "waiting": "paused"}
    return icons.get(status, "met")


def view_name(view: str) -> str:
    """A list of cases as the left rail calls it; the key is the address's."""
    names = {
        "mine": _("My work"),
        "unassigned": _("Unassigned"),
        "escalated": _("Escalated"),
        "waiting": _("Waiting"),
    }
    return names.get(view, _("All open"))


def case_link(number: str, subject: str, url: str, note: str = "") -> Link:
    """A case as a link."""
    return Link(f"{number} {subject}".strip(), url, note)
