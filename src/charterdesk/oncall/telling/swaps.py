"""Swaps: who offers which stretch for which, and what the other said."""

from datetime import datetime

from django.utils.translation import gettext_noop

from charterdesk.accounts.models import Person
from charterdesk.engine.spans import Span
from charterdesk.oncall.links import swap_link
from charterdesk.oncall.models import Swap
from charterdesk.oncall.telling.errand import Errand, Said, rota_link

PROPOSED = gettext_noop("%(name)s offers you %(rota)s of %(given)s for yours of %(taken)s.")
ACCEPTED = gettext_noop(
    "%(name)s has accepted the swap: %(rota)s of %(given)s is theirs, and %(taken)s is yours."
)
REFUSED = gettext_noop("%(name)s can't swap %(rota)s of %(given)s for %(taken)s with you.")
TAKEN_BACK = gettext_noop(
    "%(name)s has taken the swap back: %(rota)s of %(given)s for yours of %(taken)s."
)


def tell_swap_proposed(swap: Swap, at: datetime) -> None:
    """Ask the other, with a link that is answered in one tap."""
    errand = Errand(_scope(swap), "swap proposed", swap.asker, at)
    errand.tell(swap.other, PROPOSED, _said(swap, swap.asker), swap_link(swap))


def tell_swap_accepted(swap: Swap, at: datetime) -> None:
    """Tell who proposed it that it stands."""
    errand = Errand(_scope(swap), "swap accepted", swap.other, at)
    errand.tell(swap.asker, ACCEPTED, _said(swap, swap.other), rota_link(swap.rota))


def tell_swap_refused(swap: Swap, by: Person, at: datetime) -> None:
    """Tell who proposed it that it doesn't stand; or the other that it is taken back."""
    errand = Errand(_scope(swap), "swap refused", by, at)
    errand.tell(swap.asker, REFUSED, _said(swap, swap.other), rota_link(swap.rota))
    if by == swap.asker:
        errand.tell(swap.other, TAKEN_BACK, _said(swap, swap.asker))


def _scope(swap: Swap) -> str:
    return f"swap/{swap.pk}"


def _said(swap: Swap, who: Person) -> dict[str, Said]:
    return {
        "name": who.name,
        "rota": swap.rota.name,
        "given": [Span(swap.since, swap.until)],
        "taken": [Span(swap.other_since, swap.other_until)],
    }
