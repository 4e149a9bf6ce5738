"""What can be done to charters: write, propose, publish, serve. Administrators only."""

from charterdesk.charters.commands.drafting import drop_draft, save_draft, start_draft
from charterdesk.charters.commands.publishing import install_shipped_charters, publish_charter
from charterdesk.charters.commands.serving import set_channel_address, set_charter_live

__all__ = [
    "drop_draft",
    "install_shipped_charters",
    "publish_charter",
    "save_draft",
    "set_channel_address",
    "set_charter_live",
    "start_draft",
]
