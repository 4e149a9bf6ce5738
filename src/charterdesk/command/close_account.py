"""Close the account of somebody who leaves the desk, or open it again."""

from typing import Annotated

import typer

from charterdesk.accounts.commands import deactivate_person, reactivate_person
from charterdesk.accounts.queries import person_named
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import DESK
from charterdesk.command.migrate import refuse_old_tables
from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.wallclock import now


def close_account(
    username: Annotated[str, typer.Argument(help="The name by which rotas and events know them.")],
    reopen: Annotated[bool, typer.Option("--reopen", help="Open a closed account again.")] = False,
) -> None:
    """Close the account of somebody who leaves: they are out at once, and rotas pass them over.

    What they did stays under their name. The exit code is 0, or 2 where it can't be done.
    """
    refuse_old_tables()
    person = person_named(DESK, username)
    if person is None:
        raise CannotStart(f"There is nobody called '{username}'.")
    act = reactivate_person if reopen else deactivate_person
    done = act(person=person, by=DESK, at=now())
    if isinstance(done, Refusal):
        raise CannotStart(done.text)
    typer.echo(f"The account of {person.username} is {'open' if reopen else 'closed'}.")
