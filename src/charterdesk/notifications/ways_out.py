"""Where notices may go over HTTP, and over which services, as the operator has named it.

Nothing leads anywhere that is not named (trust.md rule 5). Secrets stand in the environment or in
files, never in the database, and no sentence repeats them.
"""

import base64
import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from charterdesk.channels.chat.sending import PLACE, SCHEMES, NoLibrary, Services, service_at
from charterdesk.channels.gateway.sending import Gateway
from charterdesk.channels.gateway.template import (
    MalformedTemplate,
    Template,
    read_template,
    template_of,
)
from charterdesk.channels.hook.sending import Hooks
from charterdesk.channels.mail.carriage import Receipt
from charterdesk.channels.short import ShortMessage
from charterdesk.kit.egress import Allowance, Network
from charterdesk.kit.settings_readers import (
    MalformedSetting,
    read_entries,
    read_list,
    read_text,
)
from charterdesk.notifications.delivery import Messenger
from charterdesk.notifications.models import Means

HOSTS = "CHARTERDESK_OUT_HOSTS"
NETWORKS = "CHARTERDESK_OUT_NETWORKS"
AUTHORITY = "CHARTERDESK_OUT_AUTHORITY"
GATEWAYS = {
    Means.Kind.SMS.value: "CHARTERDESK_SMS_GATEWAY",
    Means.Kind.VOICE.value: "CHARTERDESK_VOICE_GATEWAY",
}
SERVICES = "CHARTERDESK_SERVICES"
SERVICE_KINDS = (Means.Kind.PUSH.value, Means.Kind.CHAT.value)
PLAIN = "http://"


@dataclass(frozen=True)
class WaysOut:
    """Hosts by https; `plain` ones by http, too. `private` networks are the operator's own."""

    hosts: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    private: tuple[Network, ...] = ()
    authority: str = ""

    def allowance(self, url: str) -> Allowance:
        """What is allowed for an address; the host must be one of the list all the same."""
        host = urlsplit(url).hostname or ""
        schemes = {"https", "http"} if host in self.plain else {"https"}
        return Allowance(
            hosts=self.hosts | self.plain, schemes=frozenset(schemes), private=self.private,
            authority=self.authority,
        )  # fmt: skip

    def with_host_of(self, url: str) -> "WaysOut":
        """The same with the host of an address that the operator wrote elsewhere."""
        host = frozenset({urlsplit(url).hostname or ""})
        plain = self.plain | host if url.startswith(PLAIN) else self.plain
        return WaysOut(self.hosts | host, plain, self.private, self.authority)


@dataclass(frozen=True)
class Service:
    """A chat room's or push service's kind, and how it is spoken to, which holds secrets.

    By an address in the library's notation, or as its operator has described it.
    """

    kind: str
    address: str = field(default="", repr=False)
    template: Template | None = field(default=None, repr=False)


@dataclass(frozen=True)
class ByService:
    """Hands each message to the carrier of the service that it names."""

    library: Services
    gateways: Mapping[str, Gateway]

    def bring(self, message: ShortMessage) -> Receipt:
        """Hand it on; raises TemporaryFailure or PermanentFailure with the service's words."""
        return self.gateways.get(message.service, self.library).bring(message)


def messengers_of_the_desk() -> dict[str, Messenger]:
    """The carriers of short messages that are set up, by their kinds; raises MalformedSetting."""
    ways = ways_out()
    found: dict[str, Messenger] = {}
    for kind, setting in GATEWAYS.items():
        if text := read_text(setting, ""):
            found[kind] = _gateway(setting, text, ways)
    by_kind = services_of_the_desk()
    for kind in SERVICE_KINDS:
        mine = {name: one for name, one in by_kind.items() if one.kind == kind}
        if mine:
            found[kind] = _by_service(mine, ways)
    if ways.hosts | ways.plain:
        found[Means.Kind.HOOK.value] = Hooks(ways.allowance, hook_secret)
    return found


def ways_out() -> WaysOut:
    """The hosts, networks and certificates of the settings; raises MalformedSetting."""
    named = read_list(HOSTS)
    plain = frozenset(one.removeprefix(PLAIN) for one in named if one.startswith(PLAIN))
    hosts = frozenset(one for one in named if not one.startswith(PLAIN))
    if bad := sorted(one for one in hosts | plain if set(one) & set("/@:?#")):
        raise MalformedSetting(f"{HOSTS} wants names of hosts and no more: {', '.join(bad)}.")
    authority = read_text(AUTHORITY, "").strip()
    if authority and not Path(authority).is_file():
        raise MalformedSetting(f"{AUTHORITY} names {authority}, which is no file.")
    return WaysOut(hosts, plain, _networks(), authority)


def services_of_the_desk() -> dict[str, Service]:
    """The chat rooms and push services by their names; raises MalformedSetting."""
    said = read_entries(SERVICES, "name: {kind: push, url: ...}")
    return {name: _service(name, one) for name, one in said.items()}


def hook_secret(url: str) -> str:
    """The secret by which hooks to an address are signed; made from the desk's own."""
    key = hashlib.sha256(f"hooks {settings.SECRET_KEY}".encode()).digest()
    digest = hmac.new(key, url.encode(), hashlib.sha256).digest()
    return f"whsec_{base64.b64encode(digest).decode('ascii')}"


def _networks() -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(one) for one in read_list(NETWORKS))
    except ValueError as error:
        raise MalformedSetting(
            f"{NETWORKS} wants networks such as 10.1.0.0/16: {error}."
        ) from error


def _gateway(setting: str, text: str, ways: WaysOut) -> Gateway:
    try:
        template = read_template(text)
    except MalformedTemplate as error:
        raise MalformedSetting(f"{setting} can't be used: {error}.") from error
    if not _names_its_host(template):
        raise MalformedSetting(f"{setting} can't be used: its url names no host.")
    return _gateway_of(template, ways)


def _gateway_of(template: Template, ways: WaysOut) -> Gateway:
    return Gateway(template, ways.with_host_of(template.url).allowance)


def _names_its_host(template: Template) -> bool:
    host = urlsplit(template.url).hostname or ""
    return bool(host) and "{" not in host


def _by_service(services: Mapping[str, Service], ways: WaysOut) -> ByService:
    described = {name: one.template for name, one in services.items() if one.template}
    addresses = {name: one.address for name, one in services.items() if not one.template}
    gateways = {name: _gateway_of(template, ways) for name, template in described.items()}
    return ByService(Services(addresses, ways.allowance), gateways)


def _service(name: str, said: object) -> Service:
    fields = said if isinstance(said, Mapping) else {}
    kind, url, gateway = (fields.get(key) for key in ("kind", "url", "gateway"))
    if kind not in SERVICE_KINDS or isinstance(url, str) == isinstance(gateway, Mapping):
        raise MalformedSetting(
            f"{SERVICES}: {name} wants a kind (push or chat) and either a url or a gateway."
        )
    if isinstance(gateway, Mapping):
        return Service(str(kind), template=_described(name, gateway))
    _check_address(name, str(url))
    return Service(str(kind), str(url))


def _described(name: str, gateway: object) -> Template:
    try:
        template = template_of(gateway)
    except MalformedTemplate as error:
        raise MalformedSetting(f"{SERVICES}: the gateway of {name}: {error}.") from error
    if not _names_its_host(template):
        raise MalformedSetting(f"{SERVICES}: the gateway of {name}: its url names no host.")
    return template


def _check_address(name: str, url: str) -> None:
    """Raises MalformedSetting for an address that the library can make nothing of."""
    if url.partition(":")[0].lower() not in SCHEMES:
        raise MalformedSetting(f"{SERVICES}: {name} is of a service that is not spoken to by HTTP.")
    try:
        usable = service_at(url, "somewhere" if PLACE in url else "")
    except NoLibrary as error:
        raise MalformedSetting(
            f"{SERVICES} needs a library more: install charterdesk[notify]."
        ) from error
    if usable is None:
        raise MalformedSetting(f"{SERVICES}: nothing can be made of the url of {name}.")
