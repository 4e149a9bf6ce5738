"""Who asks for an approval, what for, and how long it holds: read before one says yes."""

from django.utils.translation import gettext as _

from charterdesk.access.approvals import DATA, VIEW
from charterdesk.access.queries import data_asked_on, view_asked_on
from charterdesk.cases.store import Loaded
from charterdesk.look.moments import date_words


def about_act(loaded: Loaded, act: str) -> str:
    """The sentence for an act; "" where nobody said more than its name."""
    about = {VIEW: _about_view, DATA: _about_data}.get(act)
    return about(loaded) if about else ""


def _about_view(loaded: Loaded) -> str:
    view = view_asked_on(loaded.row)
    if view is None:
        return ""
    return _(
        "%(who)s asks to see your screen with %(tool)s: %(purpose)s. Your approval holds for"
        " %(minutes)d minutes, and for this one look."
    ) % {
        "who": view.asked_by.name, "tool": view.tool, "purpose": view.purpose.rstrip("."),
        "minutes": view.minutes,
    }  # fmt: skip


def _about_data(loaded: Loaded) -> str:
    data = data_asked_on(loaded.row)
    if data is None:
        return ""
    return _(
        "%(who)s asks you for data (%(kind)s): %(purpose)s. What we keep of it is deleted on"
        " %(when)s, and sooner if you take your approval back."
    ) % {
        "who": data.asked_by.name, "kind": data.kind, "purpose": data.purpose.rstrip("."),
        "when": date_words(data.delete_on),
    }  # fmt: skip
