"""The words that a lived and a rehearsed night share: why somebody was told, what came of it."""

from django.utils.translation import gettext as _

from charterdesk.desk.pages.engine_words import in_readers_words
from charterdesk.incidents.queries.standing import Standing
from charterdesk.notifications.models import Means


def about_words(about: str, number: int = 0, text: str = "") -> str:
    """Why somebody was told: the step and its call, all-clear, an update; else the sentence."""
    if about.startswith("step ") and number:
        said = {"step": about.removeprefix("step "), "number": number + 1}
        return _("step %(step)s, call %(number)d") % said
    if about.startswith("step "):
        return _("step %(step)s") % {"step": about.removeprefix("step ")}
    known = {
        "all-clear": _("all clear"),
        "update": _("an update went to the customer"),
        "reopened": _("the case is open again"),
    }
    return known.get(about) or in_readers_words(text)


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
