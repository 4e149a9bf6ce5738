"""Chat on the page of a case: in that case, and the better way where a reply was not clear."""

from charterdesk.cases.store import Loaded
from charterdesk.engine import events as ev
from charterdesk.portal.asking import Visit
from charterdesk.portal.chat_offer import chat_offer
from charterdesk.portal.panels import Panel


def chatting_panel(visit: Visit, loaded: Loaded) -> Panel | None:
    """The offer; None on a case that is over, and where there is no chat."""
    if loaded.state.is_over:
        return None
    offer = chat_offer(visit, loaded.row, unclear=is_unclear(loaded))
    return Panel("portal/_chat_offer.html", offer) if offer else None


def is_unclear(loaded: Loaded) -> bool:
    """Whether the customer found our last word not clear (R-BIC-8, R-BIC-23)."""
    sent = [
        one.message
        for one in loaded.state.history
        if isinstance(one, ev.ReplySent) and one.message and not one.automatic
    ]
    said = loaded.state.ratings.get(sent[-1]) if sent else None
    return said is not None and said.score == 0
