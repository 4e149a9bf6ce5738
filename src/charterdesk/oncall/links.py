"""The signed address by which somebody answers to a request for cover, without a sign-in.

It is bound to one offer and so to one person, has 256 bits, is compared in constant time, and says
nothing any more once the offer is answered or its time is over (trust.md rule 8).
"""

from datetime import datetime

from django.conf import settings
from django.core import signing

from charterdesk.oncall.models import CoverOffer

_SALT = "charterdesk.oncall.cover"
MOST_CHARS = 200


def cover_link(offer: CoverOffer) -> str:
    """The whole address of the page with the two buttons."""
    return f"{settings.SITE}/cover/{cover_token(offer)}/"


def cover_token(offer: CoverOffer) -> str:
    """The token of an offer that is stored already."""
    return signing.dumps([offer.pk, offer.person_id], salt=_SALT)


def offer_of(token: str, at: datetime) -> CoverOffer | None:
    """The offer of a token that can still be answered; None for any other text."""
    try:
        pk, person = signing.loads(token[:MOST_CHARS], salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (
        CoverOffer.objects.filter(
            pk=pk,
            person=person,
            person__is_active=True,
            declined_at=None,
            request__taken_at=None,
            request__withdrawn_at=None,
            request__until__gt=at,
        )
        .select_related("person", "request__asker", "request__rota")
        .first()
    )
