"""What is told when a case was opened: its number, and what is promised next."""

from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.look.naming import promise_name
from charterdesk.visit.reader import Reader


def opened_words(case: Case, reader: Reader) -> str:
    """`RX1001 is open. Response by Thu 12 Mar, 12:00 MSK.`"""
    if case.next_due_at is None:
        return _("%(number)s is open. No time is promised for its priority.") % {
            "number": case.number
        }
    said = {
        "number": case.number,
        "promise": promise_name(case.next_due_kind),
        "when": reader.full(case.next_due_at),
    }
    return _("%(number)s is open. %(promise)s by %(when)s.") % said
