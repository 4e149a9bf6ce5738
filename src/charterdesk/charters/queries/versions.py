"""The charters of the desk, as the engine reads them. All who work at the desk may read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.charters.keeping import kept_charter
from charterdesk.charters.models import ChannelAddress, CharterVersion, ServedCharter
from charterdesk.engine.charter.values import Channel, Charter


class NoCharter(LookupError):
    """There is no such charter, or none was in force yet; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class ChannelOfCharter:
    """A channel that an address belongs to, and the charter that it opens cases under."""

    charter: Charter
    channel: Channel


def charter_version(name: str, version: int) -> Charter:
    """One version, kept in this process; raises NoCharter."""
    try:
        return kept_charter(name, version)
    except CharterVersion.DoesNotExist as error:
        raise NoCharter(f"There is no version {version} of a charter “{name}” here.") from error


def charter_in_force(name: str, at: datetime) -> Charter:
    """The version that cases opened at `at` are under (2.6 D); raises NoCharter."""
    version = _in_force(at, name).get(name)
    if version is None:
        raise NoCharter(f"No version of a charter “{name}” is in force at {at:%Y-%m-%d %H:%M} UTC.")
    return charter_version(name, version)


def live_charters(at: datetime) -> tuple[Charter, ...]:
    """The charters that take in new cases at `at`, by name."""
    live = ServedCharter.objects.filter(is_live=True).values_list("name", flat=True)
    versions = _in_force(at, *live)
    return tuple(charter_version(name, versions[name]) for name in sorted(versions))


def channels_of_address(address: str, at: datetime) -> tuple[ChannelOfCharter, ...]:
    """The channels of live charters that mail to `address` comes in by; several may share it.

    The address is compared casefolded; the desk's own address for a channel takes the place of
    the charter's.
    """
    wanted = address.strip().casefold()
    own = _own_addresses()
    return tuple(
        ChannelOfCharter(charter, channel)
        for charter in live_charters(at)
        for channel in charter.channels.values()
        if wanted and _address(charter, channel, own) == wanted
    )


def channel_address(charter: Charter, channel: str) -> str:
    """The mail address of one channel at this desk; empty where it has none."""
    return addresses_of_channels(charter).get(channel, "")


def addresses_of_channels(charter: Charter) -> Mapping[str, str]:
    """The mail address of each channel of the charter that has one, by the channel's name."""
    own = _own_addresses()
    found = {name: _address(charter, channel, own) for name, channel in charter.channels.items()}
    return {name: address for name, address in found.items() if address}


def versions_of(asker: Actor, name: str) -> QuerySet[CharterVersion]:
    """Every version of a charter, the newest first, without their texts."""
    demand_sight(asker)
    return CharterVersion.objects.filter(name=name).order_by("-version").defer("text")


def _in_force(at: datetime, *names: str) -> dict[str, int]:
    rows = CharterVersion.objects.filter(name__in=names, in_force_from__lte=at)
    ordered = rows.order_by("in_force_from", "version").values_list("name", "version")
    return dict(ordered)


def _own_addresses() -> dict[tuple[str, str], str]:
    rows = ChannelAddress.objects.values_list("charter", "channel", "address")
    return {(charter, channel): address for charter, channel, address in rows}


def _address(charter: Charter, channel: Channel, own: Mapping[tuple[str, str], str]) -> str:
    return own.get((charter.name, channel.name), channel.address).strip().casefold()
