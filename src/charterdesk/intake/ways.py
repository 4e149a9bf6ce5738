"""The ways in that a mail came by: its addresses as channels of live charters, strictest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from charterdesk.channels.mail.tokens import address_without_token, token_in, verify
from charterdesk.charters.queries import channels_of_address
from charterdesk.engine.charter.values import Channel, Charter
from charterdesk.notifications.returning import reply_secrets


@dataclass(frozen=True, slots=True)
class Way:
    """A channel of a charter. `fresh`: written to as such, not by answering a mail of ours."""

    charter: Charter
    channel: Channel
    address: str
    fresh: bool = True


def is_known(recipient: str, at: datetime) -> bool:
    """Whether the desk takes mail for the address.

    One with a seal of this desk is known even if its charter takes in no new cases any more.
    """
    if (token := token_in(recipient)) and verify(reply_secrets(), token):
        return True
    return bool(channels_of_address(address_without_token(recipient), at))


def ways_of(recipients: Sequence[str], at: datetime) -> list[Way]:
    """All channels that the addresses belong to, the strictest first (M2)."""
    found = {
        (one.charter.name, one.channel.name, not token_in(recipient)): Way(
            one.charter, one.channel, recipient, fresh=not token_in(recipient)
        )
        for recipient in recipients
        for one in channels_of_address(address_without_token(recipient), at)
    }
    return sorted(found.values(), key=lambda way: strictness(way.charter, way.channel))


def strictness(charter: Charter, channel: Channel) -> tuple[int, int]:
    """Sorts channels, the strictest first: by the priority set, then how high they escalate."""
    rank = charter.priority(channel.sets_priority or charter.default_priority).rank
    ladder = charter.ladders.get(channel.escalates)
    if ladder is None:
        return rank, 1
    names = [step.name for step in ladder.steps]
    step = channel.escalates_step
    return rank, -names.index(step) if step in names else 0


def plain_channel(charter: Charter) -> str:
    """A mail channel that brings no mark of its own; "" where the charter has none."""
    plain = (
        channel.name
        for channel in charter.channels.values()
        if channel.address and not channel.escalates and not channel.sets_priority
    )
    return next(plain, "")
