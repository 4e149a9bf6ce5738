"""By which mail addresses the channels of live charters take in mail at this desk."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_management
from charterdesk.charters.models import ChannelAddress
from charterdesk.charters.queries import addresses_of_channels, live_charters
from charterdesk.kit.mail_addresses import is_mail_address


@transaction.atomic
def set_channel_address(
    *, charter: str, channel: str, address: str, by: Actor, at: datetime
) -> ChannelAddress | Refusal:
    """Give a channel of a live charter the address that it has at this desk."""
    demand_management(by)
    wanted = address.strip().casefold()
    if refused := _not_to_set(charter, channel, wanted, at):
        return refused
    known = ChannelAddress.objects.filter(charter=charter, channel=channel).first()
    row = known or ChannelAddress(charter=charter, channel=channel)
    row.address, row.set_at = wanted, at
    row.set_by = by if isinstance(by, Person) else None
    return save_valid(row) or row


def _not_to_set(charter: str, channel: str, address: str, at: datetime) -> Refusal | None:
    live = {found.name: found for found in live_charters(at)}
    if charter not in live or channel not in live[charter].channels:
        said = {"charter": charter, "channel": channel}
        return Refusal(
            _("No live charter “%(charter)s” has a channel “%(channel)s”.") % said, "channel"
        )
    if not is_mail_address(address):
        return Refusal(_("Write a mail address like support@example.com."), "address")
    others = addresses_of_channels(live[charter])
    other = next((name for name in others if others[name] == address and name != channel), "")
    if other:
        return Refusal(
            _("The channel “%(channel)s” of this charter has that address already.")
            % {"channel": other}, "address",
        )  # fmt: skip
    return None


def drop_channel_address(*, charter: str, channel: str, by: Actor, at: datetime) -> None:
    """The channel has the charter's own address again, if the charter names one."""
    demand_management(by)
    ChannelAddress.objects.filter(charter=charter, channel=channel).delete()
