"""Why steps and runs come to nothing, as it is stored: in English, worded for whoever reads it."""

from django.utils.translation import gettext_noop

from charterdesk.kit.reworded import reworded
from charterdesk.notifications.unreached import UNREACHED

NO_RUNNER = gettext_noop("No runner took it in time.")
UNHEARD = gettext_noop("Nothing was heard of it after it had begun.")
GONE_STEP = gettext_noop("The runbook has no such step.")
UNREADABLE = gettext_noop("This desk can't read the published runbook any more: publish it again.")
# What runners say in their own words (`runner.performing`).
OF_RUNNERS = (
    gettext_noop("The runner was told to stop."),
    gettext_noop("It took longer than %(seconds)s s."),
    gettext_noop("%(program)s could not be run: %(why)s."),
    gettext_noop("The runner takes no variable %(name)s."),
    gettext_noop("The runner's list has no interpreter %(name)s."),
    gettext_noop("The runner's list has no program %(name)s."),
    gettext_noop("The runner's list lets no argument '%(argument)s' through."),
)
OF_GATES = gettext_noop("'%(act)s' is refused until this is on the case: %(missing)s.")
NO_REQUEST = gettext_noop("It is no request.")
FAULTS = (
    NO_RUNNER, UNHEARD, GONE_STEP, UNREADABLE, NO_REQUEST, OF_GATES, *OF_RUNNERS, *UNREACHED,
)  # fmt: skip


def fault_words(fault: str) -> str:
    """Why a step or a run came to nothing, in the reader's language."""
    return reworded(fault, FAULTS)
