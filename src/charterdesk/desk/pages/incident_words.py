"""The words that a lived and a rehearsed night share: why somebody was told, what came of it."""

import re

from django.utils.translation import gettext as _

from charterdesk.desk.pages.engine_words import in_readers_words
from charterdesk.engine.events import Told
from charterdesk.engine.ladder import calling_step
from charterdesk.incidents.queries.standing import Standing
from charterdesk.notifications.models import Means

# Parts of a call's key: roles that are told after the last repeat, and those after a pass (2.8 L3).
STAND_IN, PASSED_ON = re.compile(r"/else/"), re.compile(r"/pass\d+/")


def about_words(told: Told) -> str:
    """Why somebody was told: the step and its call, all-clear, an update; else the sentence."""
    if calling_step(told.about):
        return _call_words(told)
    known = {
        "all-clear": _("all clear"),
        "update": _("an update went to the customer"),
        "reopened": _("the case is open again"),
    }
    return known.get(told.about) or in_readers_words(told.text)


def _call_words(told: Told) -> str:
    said = {"step": calling_step(told.about), "number": told.number + 1}
    if STAND_IN.search(told.key):
        return _("step %(step)s, for who has not answered") % said
    if PASSED_ON.search(told.key):
        return _("step %(step)s, for who can't take it") % said
    if told.number:
        return _("step %(step)s, call %(number)d") % said
    return _("step %(step)s") % said


def standing_words(standing: Standing) -> str:
    """What came of one call, in a few words."""
    return {
        "acknowledged": _("has it"),
        "passed": _("can't take it"),
        "reached": _("reached"),
        "elsewhere": _("reached by another call"),
        "accepted": _("accepted, no answer yet"),
        "waiting": _("on its way"),
        "failed": _("not reached"),
    }[standing]


def means_label(kind: str) -> str:
    """A means by its kind, in the reader's language."""
    return str(Means.Kind(kind).label) if kind in Means.Kind.values else kind
