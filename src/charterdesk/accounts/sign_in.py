"""Ways in: a password, or a one-time link. Neither says whether an account exists.

Tokens are 256 random bits; the table holds only their hash. A link is used by one conditional
update, so that of two presses one signs in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from charterdesk.accounts import throttle
from charterdesk.accounts.commands import add_person
from charterdesk.accounts.models import Person, SignInLink
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import Actor, may_manage

LINK_LASTS = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=7)

NOT_RIGHT = gettext_noop(
    "That name and password do not belong together. Check both, or ask for a sign-in link."
)
LINK_SPENT = gettext_noop(
    "This link was used or is too old. Ask an administrator of the desk for a new one."
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new person, and the token of the link that lets them in for the first time."""

    person: Person
    token: str


def person_with_password(
    *, name: str, password: str, network_address: str, at: datetime
) -> Person | Refusal:
    """The person who signs in by user name or mail address; the same answer for every failure.

    A name that nobody has costs the same time as a wrong password. Tries are counted before
    they are looked at, per account and per network address.
    """
    name = name.strip()
    if free_at := throttle.take_try(name=name, network_address=network_address, at=at):
        minutes = max(1, -(-(free_at - at) // timedelta(minutes=1)))
        return Refusal(
            _("Too many tries. Try again in %(minutes)d min, or use a sign-in link.")
            % {"minutes": minutes}
        )
    person = Person.objects.filter(
        Q(username__iexact=name) | Q(email__iexact=name), is_active=True
    ).first()
    if not check_password(password, person.password if person else UNUSABLE_PASSWORD_PREFIX):
        return Refusal(_(NOT_RIGHT))
    throttle.forgive(name=name)
    return person if person else Refusal(_(NOT_RIGHT))


@transaction.atomic
def make_sign_in_link(
    *,
    person: Person,
    by: Actor,
    at: datetime,
    lasts: timedelta = LINK_LASTS,
    is_invitation: bool = False,
) -> str:
    """The token of a new link for the person; it is shown once and can't be read again."""
    if not may_manage(by):
        raise PermissionDenied(_("Only an administrator of the desk may make a sign-in link."))
    token = token_urlsafe(32)
    SignInLink.objects.create(
        person=person,
        token_hash=_hash(token),
        is_invitation=is_invitation,
        made_at=at,
        made_by=by if isinstance(by, Person) else None,
        expires_at=at + lasts,
    )
    return token


@transaction.atomic
def invite_person(
    *,
    username: str,
    name: str,
    email: str,
    by: Actor,
    at: datetime,
    zone: str = "UTC",
    language: str = "en",
    is_admin: bool = False,
) -> Invitation | Refusal:
    """A new person with a link that lets them in within a week."""
    person = add_person(
        username=username,
        name=name,
        email=email,
        by=by,
        at=at,
        zone=zone,
        language=language,
        is_admin=is_admin,
    )
    if isinstance(person, Refusal):
        return person
    token = make_sign_in_link(
        person=person, by=by, at=at, lasts=INVITATION_LASTS, is_invitation=True
    )
    return Invitation(person, token)


def person_of_link(token: str, at: datetime) -> Person | None:
    """Whom the link would let in; None when it is unknown, used, too old or closed."""
    link = _usable(token, at).select_related("person").first()
    return link.person if link else None


@transaction.atomic
def use_sign_in_link(*, token: str, at: datetime) -> Person | Refusal:
    """Use the link up and give the person it lets in."""
    person = person_of_link(token, at)
    if person is None or not _usable(token, at).update(used_at=at):
        return Refusal(_(LINK_SPENT))
    return person


def _usable(token: str, at: datetime) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        token_hash=_hash(token), used_at=None, expires_at__gt=at, person__is_active=True
    )


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
