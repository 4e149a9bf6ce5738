"""What the desk asks the customer to approve: the acts of the charter's gates (R-HFN-16, 17)."""

from collections.abc import Iterator
from secrets import token_hex

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.queries.approvals import acts_to_approve
from charterdesk.cases.store import Loaded
from charterdesk.portal.asking import Visit
from charterdesk.portal.closing.about import about_act
from charterdesk.portal.closing.values import Approval, Approvals
from charterdesk.portal.panels import Panel


def approvals_panel(visit: Visit, loaded: Loaded) -> Panel | None:
    """On the page of a case, where something waits for an approval or has one."""
    found = approvals_of(visit, loaded)
    return Panel("portal/_approvals.html", found) if found.of else None


def approvals_of(visit: Visit, loaded: Loaded, wrong: str = "") -> Approvals:
    """What is asked now, and what was approved and may be taken back while the case is open."""
    found = () if loaded.state.has_ended else tuple(_asked(loaded))
    return Approvals(
        action=reverse("portal:approve", args=[loaded.row.number]),
        key=token_hex(16),
        of=found,
        wrong=wrong,
        why_not="" if visit.contact.may_agree else _(
            "Your organisation has not given you the right to approve; ask a colleague."
        ),
    )  # fmt: skip


def _asked(loaded: Loaded) -> Iterator[Approval]:
    state = loaded.state
    waits = state.waiting_for if state.waiting_on == "customer" else ""
    for act in acts_to_approve(loaded.charter):
        asked, given = waits == act, act in state.approvals
        if asked or given:
            yield Approval(act, given=given, asked=asked, about=about_act(loaded, act))
