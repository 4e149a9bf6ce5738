"""What stands around every page of the customers' side: brand, way round, language, zone."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from charterdesk.accounts.detour import PORTAL
from charterdesk.cases.queries.guests import Guest
from charterdesk.look.values import Toast


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that the pages are offered in, by its own name."""

    code: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalShell:
    """`guest` is the name of who is signed in, `here` this page, for coming back to it.

    `only` says that nothing but one case is shown, as its link was followed. `key` tells what the
    browser keeps for this guest from what it keeps for others, `who_url` says who it is by now.
    """

    now: datetime
    zone: ZoneInfo
    guest: str
    here: str
    places: tuple[Place, ...]
    search_url: str
    open_url: str
    status_url: str
    tongues: tuple[Tongue, ...]
    only: bool = False
    key: str = ""
    who_url: str = ""
    toasts: tuple[Toast, ...] = ()


def shell_of(
    request: HttpRequest, guest: Guest | None, at: datetime, toasts: tuple[Toast, ...]
) -> PortalShell:
    """The shell of one request."""
    language = translation.get_language()
    return PortalShell(
        now=at,
        zone=zone_of(guest),
        guest=guest.contact.name if guest else "",
        here=request.get_full_path() if request.method in ("GET", "HEAD") else request.path,
        places=tuple(places_of(request.path, guest)),
        search_url=reverse("portal:knowledge"),
        open_url=reverse("portal:open"),
        status_url=reverse("portal:status"),
        tongues=tuple(Tongue(code, name, code == language) for code, name in settings.LANGUAGES),
        only=bool(guest and guest.only),
        key=PORTAL.key(guest.contact.pk) if guest else "",
        who_url=_who_url(request) if guest else "",
        toasts=toasts,
    )


def _who_url(request: HttpRequest) -> str:
    """Who is in on this page: the link of a case lets in on the pages of that case only."""
    match = request.resolver_match
    number = str(match.kwargs.get("number", "")) if match else ""
    return f"{reverse('portal:who')}?{urlencode({'case': number})}"


def places_of(path: str, guest: Guest | None) -> list[Place]:
    """Where a guest, or a stranger, can go from any page."""
    return _places(path, [*(_own() if guest and not guest.only else ()), *_everybody()])


def places_for_all(path: str) -> tuple[Place, ...]:
    """The same on a page that is one for everybody: whose cases they are, the sign-in asks."""
    return tuple(_places(path, [*_own(), *_everybody()]))


def _own() -> list[tuple[str, str]]:
    return [("portal:cases", _("My cases")), ("portal:open", _("Open a case"))]


def _everybody() -> list[tuple[str, str]]:
    return [
        ("portal:knowledge", _("Knowledge")), ("portal:status", _("Status")),
        ("portal:charters", _("What we promise")),
    ]  # fmt: skip


def _places(path: str, named: list[tuple[str, str]]) -> list[Place]:
    urls = [(label, reverse(name)) for name, label in named]
    return [Place(label, url, path.startswith(url)) for label, url in urls]


def language_of(request: HttpRequest, guest: Guest | None) -> str:
    """The language that was chosen in this browser, else the contact's, else the browser's."""
    contact = guest.contact if guest else None
    organisation = contact.organisation if contact else None
    wishes = (
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
        contact.language if contact else "",
        organisation.language if organisation else "",
        translation.get_language() or "",
    )
    spoken = dict(settings.LANGUAGES)
    return next((one for one in wishes if one in spoken), settings.LANGUAGE_CODE)


def zone_of(guest: Guest | None) -> ZoneInfo:
    """The zone in which a guest is shown times."""
    contact = guest.contact if guest else None
    organisation = contact.organisation if contact else None
    own = contact.zone if contact else ""
    return ZoneInfo(own or (organisation.zone if organisation else "") or "UTC")
