"""What the parts of the portal add to the page of a case, in the order in which it stands there.

A part that comes is added to one of the two lists; the page itself knows none of them.
"""

from charterdesk.cases.store import Loaded
from charterdesk.look.values import Action
from charterdesk.portal.asking import Visit
from charterdesk.portal.chat_panel import chatting_panel
from charterdesk.portal.closing.approving import approvals_panel
from charterdesk.portal.closing.ending import ending_panel
from charterdesk.portal.closing.scoring import scoring_panel
from charterdesk.portal.escalating.deed import escalating
from charterdesk.portal.panels import Deed, Panel, Part
from charterdesk.portal.quoting.panel import quotes_panel
from charterdesk.portal.systems.page import systems_panel

# Panels stand above the messages, in this order; deeds beside the button that sends.
PANELS: tuple[Part, ...] = (
    approvals_panel,
    systems_panel,
    quotes_panel,
    ending_panel,
    scoring_panel,
    chatting_panel,
)
DEEDS: tuple[Deed, ...] = (escalating,)


def panels_of(visit: Visit, loaded: Loaded) -> tuple[Panel, ...]:
    """The panels for this case."""
    return tuple(panel for part in PANELS if (panel := part(visit, loaded)) is not None)


def deeds_of(visit: Visit, loaded: Loaded) -> tuple[Action, ...]:
    """What else may be done here; what may not is there too, with its reason."""
    return tuple(deed for part in DEEDS if (deed := part(visit, loaded)) is not None)
