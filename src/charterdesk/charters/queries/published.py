"""Charters as customers may read them: those whose text says `publish`, once they are in force.

No account is asked for. A text that is not in force yet is nobody's business but the desk's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from charterdesk.charters.models import CharterVersion, ServedCharter
from charterdesk.charters.queries.versions import (
    addresses_of_channels,
    charter_version,
    live_charters,
)
from charterdesk.engine.charter.values import Charter

EDITED = "last edited"


@dataclass(frozen=True, slots=True)
class Published:
    """A version that was or is in force; `history` are all of them, the newest first.

    `editor` is who published it, "" for nobody and where the charter doesn't say `last edited`.
    """

    charter: Charter
    since: datetime
    published_at: datetime
    editor: str
    is_former: bool
    history: tuple[CharterVersion, ...]
    addresses: Mapping[str, str]


def published_charters(at: datetime) -> tuple[Charter, ...]:
    """The live charters whose present version may be read by everybody, by name."""
    return tuple(charter for charter in live_charters(at) if may_be_read(charter))


def is_read_by_customers(name: str, at: datetime) -> bool:
    """Whether there is a page of that charter for everybody."""
    return any(charter.name == name for charter in published_charters(at))


def published_charter(name: str, at: datetime, version: int = 0) -> Published | None:
    """The version in force at `at`, or a former one; None where there is nothing to be read."""
    if not ServedCharter.objects.filter(name=name, is_live=True).exists():
        return None
    rows = CharterVersion.objects.filter(name=name, in_force_from__lte=at).defer("text")
    history = tuple(rows.order_by("-in_force_from", "-version"))
    shown = next((row for row in history if version in (0, row.version)), None)
    if shown is None or not may_be_read(charter_version(name, history[0].version)):
        return None
    charter = charter_version(name, shown.version)
    return Published(
        charter=charter,
        since=shown.in_force_from,
        published_at=shown.published_at,
        editor=_editor(charter, shown),
        is_former=shown.pk != history[0].pk,
        history=history,
        addresses=addresses_of_channels(charter),
    )


def _editor(charter: Charter, version: CharterVersion) -> str:
    """A name of ours goes out to everybody only where the charter itself says so (R-VOX-16)."""
    says = any(EDITED in one.words for one in charter.shown if one.path == "publish.shows")
    return version.published_by.name if says and version.published_by else ""


def may_be_read(charter: Charter) -> bool:
    """Whether the charter says that it is published to customers."""
    return any(shown.path.partition(".")[0] == "publish" for shown in charter.shown)
