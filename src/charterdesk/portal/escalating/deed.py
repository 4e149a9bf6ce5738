"""The deed “This needs a manager” on the page of a case: always there, disabled with the reason."""

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.store import Loaded
from charterdesk.look.values import Action
from charterdesk.portal.asking import Visit
from charterdesk.portal.escalating.forms import EscalateForm
from charterdesk.portal.escalating.pages import why_not
from charterdesk.portal.probing import decision_on


def escalating(visit: Visit, loaded: Loaded) -> Action | None:
    """The link to the page that says what an escalation brings."""
    form = EscalateForm(loaded)
    reason = why_not(visit, decision_on(visit, loaded, form.command()))
    url = reverse("portal:escalate", args=[loaded.row.number])
    label = _("This needs a manager…")
    return Action("escalate", label, url, enabled=not reason, reason=reason)
