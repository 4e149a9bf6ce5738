"""Rounds over what time alone does: chats, contracts, promised updates, and mail that was left."""

from datetime import datetime, timedelta

from charterdesk.incidents.commands.warning import warn_due
from charterdesk.intake.commands import expire_held
from charterdesk.intake.taking import take_waiting
from charterdesk.talk.upkeep import look_after_chats
from charterdesk.welcome.ending import tell_of_ends
from charterdesk.welcome.launching import launch_due
from charterdesk.worker.guarding import guarded
from charterdesk.worker.rounds import Rounds

CHATS_EVERY = timedelta(seconds=5)
# A customer's day begins at its own midnight, so more than once a day.
CONTRACTS_EVERY = timedelta(minutes=5)
UPDATES_EVERY = timedelta(seconds=2)
MAIL_EVERY = timedelta(seconds=15)
# How long stored mail is left to its own process.
PATIENCE = timedelta(seconds=60)


def chat_rounds() -> Rounds:
    """Chats are given back, and none waits for ever."""
    return Rounds(lambda at: look_after_chats(at, each=guarded), CHATS_EVERY, steady=True)


def contract_rounds() -> Rounds:
    """Contracts are launched on the day of their start, and told of before their end."""
    return Rounds(_launch_and_tell, CONTRACTS_EVERY, steady=True)


def update_rounds() -> Rounds:
    """Who owes customers an update that they were told to expect is warned in time."""
    return Rounds(lambda at: warn_due(at, each=guarded), UPDATES_EVERY)


def mail_rounds() -> Rounds:
    """Stored mail whose own process has left it is taken; held mail is given up when its time ends.

    A desk that only takes mail by `charterdesk deliver` has no hands beside a listener that would
    do it.
    """
    return Rounds(_take_and_give_up, MAIL_EVERY, steady=True)


def _launch_and_tell(at: datetime) -> int:
    return launch_due(at=at, each=guarded) + tell_of_ends(at=at, each=guarded)


def _take_and_give_up(at: datetime) -> int:
    expire_held(at=at)
    return take_waiting(at, older_than=PATIENCE)
