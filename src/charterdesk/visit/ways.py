"""The list that a page was opened from, named by `?from=`: the way back (ux.md 1, row 4)."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

VIEWS = {"": "mine", "unassigned": "unassigned", "escalated": "escalated", "waiting": "waiting"}
_SAVED = re.compile(r"v[0-9]+")


@dataclass(frozen=True, slots=True)
class Way:
    """The list that a case was opened from: its address, its view and what narrows it.

    All are empty where it was opened from nowhere, as by a link in a mail; `saved` is the slug of
    a view that was saved, which says the rest itself.
    """

    url: str
    view: str
    narrowed: dict[str, str]
    saved: str = ""


def way_back(request: HttpRequest) -> Way:
    """The list named by `?from=`, where it is one of ours."""
    return way_of(request.GET.get("from", ""))


def way_of(url: str) -> Way:
    """The list at an address, where it is one of ours."""
    home = reverse("desk:home")
    ours = url.startswith(home) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    if not ours:
        return Way("", "", {})
    parts = urlsplit(url)
    steps = parts.path.removeprefix(home).strip("/").split("/")
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    is_list = steps == [""] or (steps[0] == "q" and len(steps) == 2)
    view = VIEWS.get(steps[-1], "all") if is_list else ""
    saved = steps[-1] if is_list and _SAVED.fullmatch(steps[-1]) else ""
    return Way(url, view, query, saved)
