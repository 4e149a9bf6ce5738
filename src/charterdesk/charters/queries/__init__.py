"""What is known of charters: the published ones as the engine reads them, and the drafts."""

from charterdesk.charters.queries.drafts import (
    draft_of,
    drafts,
    edit_of,
    edits_of,
    proposal_for,
)
from charterdesk.charters.queries.shelf import (
    Shelved,
    decisions_on,
    served_charter,
    shelf,
    version_in_force,
)
from charterdesk.charters.queries.versions import (
    ChannelOfCharter,
    NoCharter,
    addresses_of_channels,
    channel_address,
    channels_of_address,
    charter_in_force,
    charter_version,
    live_charters,
    versions_of,
)

__all__ = [
    "ChannelOfCharter",
    "NoCharter",
    "Shelved",
    "addresses_of_channels",
    "channel_address",
    "channels_of_address",
    "charter_in_force",
    "charter_version",
    "decisions_on",
    "draft_of",
    "drafts",
    "edit_of",
    "edits_of",
    "live_charters",
    "proposal_for",
    "served_charter",
    "shelf",
    "version_in_force",
    "versions_of",
]
