"""Let somebody in: a one-time sign-in link for a person of the desk, who is made where needed."""

from typing import Annotated

import typer
from django.conf import settings
from django.urls import reverse

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import person_named
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import DESK
from charterdesk.accounts.sign_in import Invitation, invite_person, make_sign_in_link
from charterdesk.command.migrate import refuse_old_tables
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now


def invite(
    username: Annotated[str, typer.Argument(help="The name by which rotas and events know them.")],
    email: Annotated[str, typer.Option(help="For a new person: their mail address.")] = "",
    name: Annotated[str, typer.Option(help="For a new person: their name.")] = "",
    zone: Annotated[str, typer.Option(help="For a new person: their time zone.")] = "UTC",
    language: Annotated[str, typer.Option(help="For a new person: en or ru.")] = "en",
    admin: Annotated[
        bool, typer.Option("--admin", help="A new person administers the desk.")
    ] = False,
) -> None:
    """Print a one-time sign-in link for a person, who is made first where there is none.

    With the first one, say --admin. The exit code is 0, or 2 where it can't be done.
    """
    refuse_old_tables()
    at, known = now(), person_named(DESK, username)
    if known is None and not email:
        raise CannotStart(f"There is nobody called '{username}': give --email for a new person.")
    if known is not None:
        token = make_sign_in_link(person=_open(known), by=DESK, at=at)
    else:
        made = invite_person(
            username=username, name=name, email=email, zone=zone, language=language,
            is_admin=admin, by=DESK, at=at,
        )  # fmt: skip
        token = _granted(made).token
    typer.echo(settings.SITE + reverse("accounts:sign_in_link", args=[token]))


def _open(person: Person) -> Person:
    if not person.is_active:
        name = person.username
        raise CannotStart(
            f"The account of '{name}' is closed:"
            f" charterdesk close-account {name} --reopen opens it."
        )
    return person


def _granted(made: Invitation | Refusal) -> Invitation:
    if isinstance(made, Refusal):
        raise CannotStart(made.text)
    return made
