"""What can be done to charters: write, propose, publish, serve. Administrators only."""

from charterdesk.charters.commands.addressing import drop_channel_address, set_channel_address
from charterdesk.charters.commands.drafting import drop_draft, save_draft, start_draft
from charterdesk.charters.commands.proposing import (
    Start,
    approve_proposal,
    decline_proposal,
    publish_draft,
    return_to_version,
)
from charterdesk.charters.commands.publishing import install_shipped_charters, publish_charter
from charterdesk.charters.commands.serving import (
    lift_second_person,
    set_charter_live,
    want_second_person,
)

__all__ = [
    "Start",
    "approve_proposal",
    "decline_proposal",
    "drop_channel_address",
    "drop_draft",
    "install_shipped_charters",
    "lift_second_person",
    "publish_charter",
    "publish_draft",
    "return_to_version",
    "save_draft",
    "set_channel_address",
    "set_charter_live",
    "start_draft",
    "want_second_person",
]
