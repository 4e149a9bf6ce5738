"""How a gateway is asked, as its operator writes it down: an address, headers, a body with places.

The places are the fields of `PLACES`; every value is filled in as text, and in the address it is
escaped. Nothing here is made for one vendor.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import yaml

from charterdesk.channels.short import ShortMessage

PLACES = ("to", "title", "line", "text", "link", "callback", "key", "language", "urgency")
PLACE = re.compile(r"\{(" + "|".join(PLACES) + r")\}")
METHODS = frozenset({"POST", "PUT", "GET"})
KEYS = frozenset({"url", "method", "headers", "json", "form", "taken", "expects"})

Body = str | int | float | bool | None | list["Body"] | dict[str, "Body"]


class MalformedTemplate(Exception):
    """Why a template can't be used; one sentence, which repeats none of its values."""


@dataclass(frozen=True, slots=True)
class Template:
    """`taken` are the statuses that mean yes; `expects` what the fields of a JSON answer must say.

    At most one of `json` and `form` is there.
    """

    url: str
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: Body = None
    form: Mapping[str, str] | None = None
    taken: frozenset[int] = frozenset({200, 201, 202, 204})
    expects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_template(text: str) -> Template:
    """The template in a YAML document; raises MalformedTemplate."""
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise MalformedTemplate("it is not YAML") from error
    return template_of(said)


def template_of(said: object) -> Template:
    """The template in a YAML document that has been read; raises MalformedTemplate."""
    if not isinstance(said, dict) or not isinstance(said.get("url"), str):
        raise MalformedTemplate("it wants lines such as `url: https://gateway.example/messages`")
    if unknown := {str(key) for key in said} - KEYS:
        raise MalformedTemplate(f"it has unknown keys: {', '.join(sorted(unknown))}")
    if said.get("json") is not None and said.get("form") is not None:
        raise MalformedTemplate("it has both `json` and `form`: keep one of them")
    method = str(said.get("method", "POST")).upper()
    if method not in METHODS:
        raise MalformedTemplate(f"its method is {method}: it wants one of POST, PUT, GET")
    return Template(
        url=said["url"], method=method, headers=_texts(said, "headers") or {},
        json=said.get("json"), form=_texts(said, "form"), taken=_statuses(said),
        expects=_expected(said),
    )  # fmt: skip


def values_of(message: ShortMessage) -> dict[str, str]:
    """What goes into the places."""
    return {
        "to": message.to,
        "title": message.title,
        "line": f"{message.title} {message.link}".strip(),
        "text": "\n".join(part for part in (message.text, message.link) if part),
        "link": message.link,
        "callback": message.callback,
        "key": message.key,
        "language": message.language,
        # In the words of RFC 8030, which push services understand.
        "urgency": "high" if message.urgent else "normal",
    }


def fill_text(form: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in; what stands in a value is never taken for a place."""
    return PLACE.sub(lambda found: values[found[1]], form)


def fill_address(form: str, values: Mapping[str, str]) -> str:
    """The same for an address, where every value is escaped."""
    return PLACE.sub(lambda found: quote(values[found[1]], safe=""), form)


def fill(form: Body, values: Mapping[str, str]) -> Body:
    """The same for whatever stands in a JSON body."""
    if isinstance(form, str):
        return fill_text(form, values)
    if isinstance(form, list):
        return [fill(one, values) for one in form]
    if isinstance(form, dict):
        return {key: fill(one, values) for key, one in form.items()}
    return form


def _texts(said: Mapping[str, object], key: str) -> dict[str, str] | None:
    found = said.get(key)
    if found is None:
        return None
    if not isinstance(found, dict):
        raise MalformedTemplate(f"`{key}` wants lines of `name: value`")
    return {str(name): str(value) for name, value in found.items()}


def _statuses(said: Mapping[str, object]) -> frozenset[int]:
    found = said.get("taken", [200, 201, 202, 204])
    if not isinstance(found, list) or not all(isinstance(one, int) for one in found):
        raise MalformedTemplate("`taken` wants statuses, such as [200, 202]")
    return frozenset(found)


def _expected(said: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    found = said.get("expects", {})
    if not isinstance(found, dict):
        raise MalformedTemplate("`expects` wants lines of `field: [value, ...]`")
    return {
        str(name): tuple(str(one) for one in (value if isinstance(value, list) else [value]))
        for name, value in found.items()
    }
