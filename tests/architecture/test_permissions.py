"""Every address asks who is there: a stranger gets nothing that is not listed as public."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

# The name of an address and why anybody may open it.
PUBLIC: dict[str, str] = {
    "desk:oncall_offer": "the token in the address is the proof",
    "desk:oncall_swap_offer": "the token in the address is the proof",
    "desk:wall": "the token in the address is the proof, and nothing can be done there",
    "desk:oncall_ics": "the token in the address is the proof",
    "accounts:sign_in": "where a stranger stops being one",
    "accounts:who": "says to a browser only who it is signed in as",
    "portal:who": "the same on the customers' side",
    "desk:healthz": "says only whether the desk answers",
    "accounts:sign_in_link": "the token in the address is the proof",
    "desk:admit": "the token in the address is the proof",
    "desk:answer": "the token in the address is the proof",
    "desk:report": "the token in the address is the proof",
    "desk:unwatch": "the token in the address is the proof",
    "desk:alert_in": "the key of the source is the proof",
    "desk:alert_in_keyed": "the key in the address is the proof",
    "look:asset": "style and behaviour of the sign-in page",
    "portal:home": "the customers' first page; it shows cases to who is signed in only",
    "portal:robots": "what search engines may read",
    "portal:favicon": "leads on to the picture of the site",
    "portal:enter": "where a customer says who they are",
    "portal:code": "the code from the mail is the proof",
    "portal:link": "the token in the address is the proof",
    "portal:unknown": "what an address that was proven but is not registered may do",
    "portal:leave": "ends what the browser is",
    "portal:tongue": "the language of the pages in this browser",
    "portal:follow": "the token in the address is the proof, of one case",
    "portal:may": "the token in the address is the proof, of one question",
    "portal:status": "what people of the desk have published for everybody",
    "portal:status_one": "one incident of the status page",
    "portal:status_feed": "the same as a feed",
    "portal:knowledge": "public articles; one's own cases for who is signed in",
    "portal:kb_article": "a public article",
    "portal:kb_useful": "anybody may say whether a public article was useful",
    "portal:charters": "the charters that say of themselves that they are published",
    "portal:charter": "a published charter",
    "portal:version": "a former version of a published charter",
    "portal:helpful": "anybody may say whether a published charter was helpful",
}
SAMPLES = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x/y",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def patterns(
    resolver: URLResolver, route: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Every address below a resolver: its name with its space, its route, its pattern."""
    for entry in resolver.url_patterns:
        below = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, below, inner)
        else:
            yield f"{space}{entry.name}", below, entry


def sample(route: str) -> str:
    """A route with something in each of its places."""
    parts = route.split("<")
    filled = [parts[0]]
    for part in parts[1:]:
        place, _, rest = part.partition(">")
        kind = place.partition(":")[0] if ":" in place else "str"
        filled.append(SAMPLES.get(kind, "1") + rest)
    return "/" + "".join(filled)


ADDRESSES = [(name, sample(route)) for name, route, _ in patterns(get_resolver())]
GUARDED = [address for address in ADDRESSES if address[0] not in PUBLIC]


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize(("name", "address"), GUARDED)
def test_a_stranger_is_sent_to_sign_in(name: str, address: str, verb: str, client: Client) -> None:
    answer = getattr(client, verb)(address)
    if answer.status_code == 302:
        doors = (str(settings.LOGIN_URL), "/in/?next=")
        assert answer["Location"].startswith(doors), name
    else:
        assert answer.status_code in {401, 403, 404, 405}, name


def test_every_public_address_exists() -> None:
    assert set(PUBLIC) - {name for name, _ in ADDRESSES} == set()


def test_every_address_has_a_name() -> None:
    assert [address for name, address in ADDRESSES if name.endswith("None")] == []
