"""The signed addresses by which somebody answers to cover or a swap, without a sign-in.

Each is bound to one question and so to one person, has 256 bits, is compared in constant time, and
says nothing any more once the question is answered or its time is over (trust.md rule 8).
"""

from datetime import datetime

from django.conf import settings
from django.core import signing

from charterdesk.oncall.models import CoverOffer, Swap

_SALT = "charterdesk.oncall.cover"
_SWAP = "charterdesk.oncall.swap"
MOST_CHARS = 200


def cover_link(offer: CoverOffer) -> str:
    """The whole address of the page with the two buttons."""
    return f"{settings.SITE}/cover/{cover_token(offer)}/"


def cover_token(offer: CoverOffer) -> str:
    """The token of an offer that is stored already."""
    return signing.dumps([offer.pk, offer.person_id], salt=_SALT)


def swap_link(swap: Swap) -> str:
    """The whole address of the page with the two buttons."""
    return f"{settings.SITE}/swap/{swap_token(swap)}/"


def swap_token(swap: Swap) -> str:
    """The token of a swap that is stored already, for the person who was offered it."""
    return signing.dumps([swap.pk, swap.other_id], salt=_SWAP)


def offer_of(token: str, at: datetime) -> CoverOffer | None:
    """The offer of a token that can still be answered; None for any other text."""
    said = _said(token, _SALT)
    return said and (
        CoverOffer.objects.filter(
            pk=said[0],
            person=said[1],
            person__is_active=True,
            declined_at=None,
            request__taken_at=None,
            request__withdrawn_at=None,
            request__until__gt=at,
        )
        .select_related("person", "request__asker", "request__rota")
        .first()
    )


def swap_of(token: str, at: datetime) -> Swap | None:
    """The swap of a token that can still be answered; None for any other text."""
    said = _said(token, _SWAP)
    return said and (
        Swap.objects.filter(
            pk=said[0],
            other=said[1],
            other__is_active=True,
            accepted_at=None,
            refused_at=None,
            since__gt=at,
            other_since__gt=at,
        )
        .select_related("asker", "other", "rota")
        .first()
    )


def _said(token: str, salt: str) -> tuple[int, int] | None:
    try:
        pk, person = signing.loads(token[:MOST_CHARS], salt=salt)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(pk), int(person)
