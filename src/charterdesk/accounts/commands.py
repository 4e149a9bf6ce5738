"""Changes to people and teams. Administrators make them; everybody changes their own settings."""

from datetime import datetime
from secrets import token_hex

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Membership, Person, Team
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_management, may_manage

# What people change about themselves.
SETTINGS = {"name", "phone", "zone", "language", "theme", "keys_off", "undo_seconds"}


@transaction.atomic
def add_person(
    *,
    username: str,
    name: str,
    email: str,
    by: Actor,
    at: datetime,
    phone: str = "",
    zone: str = "UTC",
    language: str = "en",
    is_admin: bool = False,
) -> Person | Refusal:
    """A new person without a password: they come in by a sign-in link."""
    demand_management(by)
    person = Person(
        username=username,
        name=name.strip() or username,
        email=email.strip(),
        phone=phone.strip(),
        zone=zone,
        language=language,
        is_admin=is_admin,
        session_mark=token_hex(16),
    )
    person.set_unusable_password()
    if refusal := save_valid(person):
        return refusal
    renew_edition(DUTY)
    return person


@transaction.atomic
def change_settings(
    *, person: Person, by: Actor, at: datetime, **settings: str | bool | int
) -> Person | Refusal:
    """Change some of SETTINGS of a person: one's own, or as administrator.

    The person is left as it was when refused.
    """
    if by != person and not may_manage(by):
        raise PermissionDenied(_("Only they themselves or an administrator may change this."))
    if unknown := settings.keys() - SETTINGS:
        raise TypeError(f"no settings of a person: {', '.join(sorted(unknown))}")
    changed = Person.objects.select_for_update().get(pk=person.pk)
    for field, value in settings.items():
        setattr(changed, field, value)
    if refusal := save_valid(changed):
        return refusal
    renew_edition(DUTY)
    return changed


@transaction.atomic
def set_password(*, person: Person, password: str, by: Actor, at: datetime) -> Person | Refusal:
    """Give the person a password; all their sessions end."""
    if by != person and not may_manage(by):
        raise PermissionDenied(_("Only they themselves or an administrator may change this."))
    try:
        validate_password(password, person)
    except ValidationError as error:
        return Refusal(" ".join(error.messages), "password")
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


@transaction.atomic
def deactivate_person(*, person: Person, by: Actor, at: datetime) -> Person | Refusal:
    """Close the account: sessions and links end at once, and rotas pass the person over."""
    demand_management(by)
    if by == person:
        return Refusal(_("You can't close your own account: ask another administrator."))
    person.is_active = False
    person.session_mark = token_hex(16)
    person.save(update_fields=["is_active", "session_mark"])
    person.sign_in_links.filter(used_at=None).update(used_at=at)
    renew_edition(DUTY)
    return person


@transaction.atomic
def reactivate_person(*, person: Person, by: Actor, at: datetime) -> Person:
    """Open a closed account again; old sessions and links stay ended."""
    demand_management(by)
    person.is_active = True
    person.save(update_fields=["is_active"])
    renew_edition(DUTY)
    return person


@transaction.atomic
def add_team(*, name: str, by: Actor, at: datetime) -> Team | Refusal:
    """A new team; a charter's `is: team NAME` finds it by its name."""
    demand_management(by)
    team = Team(name=name.strip())
    if refusal := save_valid(team):
        return refusal
    renew_edition(DUTY)
    return team


@transaction.atomic
def join_team(
    *, team: Team, person: Person, by: Actor, at: datetime, is_lead: bool = False
) -> Membership:
    """Put the person last in the team, or change whether they lead it."""
    demand_management(by)
    membership, new = Membership.objects.get_or_create(
        team=team,
        person=person,
        defaults={"is_lead": is_lead, "position": team.memberships.count()},
    )
    if not new and membership.is_lead != is_lead:
        membership.is_lead = is_lead
        membership.save(update_fields=["is_lead"])
    renew_edition(DUTY)
    return membership


@transaction.atomic
def leave_team(*, team: Team, person: Person, by: Actor, at: datetime) -> None:
    """Take the person out of the team."""
    demand_management(by)
    Membership.objects.filter(team=team, person=person).delete()
    renew_edition(DUTY)
