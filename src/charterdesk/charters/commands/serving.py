"""What of a published charter is served at this desk: is it live, by which addresses."""

from datetime import datetime

from django.utils.translation import gettext as _

from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_management
from charterdesk.charters.models import ChannelAddress, ServedCharter
from charterdesk.charters.queries import live_charters


def set_charter_live(
    *, name: str, is_live: bool, by: Actor, at: datetime
) -> ServedCharter | Refusal:
    """Let the charter's channels take in new cases, or no more; its open cases go on."""
    demand_management(by)
    served = ServedCharter.objects.filter(name=name).first()
    if served is None:
        return Refusal(
            _("There is no charter “%(name)s” here: publish it first.") % {"name": name}, "name"
        )
    served.is_live = is_live
    served.save(update_fields=["is_live"])
    return served


def set_channel_address(
    *, charter: str, channel: str, address: str, by: Actor, at: datetime
) -> ChannelAddress | Refusal:
    """Give a channel of a live charter the address that it has at this desk."""
    demand_management(by)
    served = {found.name: found for found in live_charters(at)}
    if charter not in served or channel not in served[charter].channels:
        return Refusal(
            _("No live charter “%(charter)s” has a channel “%(channel)s”.")
            % {"charter": charter, "channel": channel},
            "channel",
        )
    known = ChannelAddress.objects.filter(charter=charter, channel=channel).first()
    row = known or ChannelAddress(charter=charter, channel=channel)
    row.address = address.strip().casefold()
    return save_valid(row) or row
