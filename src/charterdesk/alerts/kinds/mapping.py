"""Any JSON by a declared mapping: where in it the parts of an alert stand. Data, never code.

A path is `alert.labels.host`, `items[0].name` or `labels."app.name"`; several with commas
between them are put together with a slash.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from charterdesk.alerts.kinds.alert import (
    LONGEST_WORD,
    Alert,
    State,
    UnreadableError,
    bounded_print,
    checked_count,
    digest_of,
    lines,
    plain,
    read_json,
)
from charterdesk.alerts.kinds.alertmanager import link
from charterdesk.engine.phrase import phrase

_STEP = re.compile(r'\.?(?:"([^"]*)"|([^.\[\]",\s]+))|\[(\d{1,4})\]')
LONGEST_PATH = 200
MOST_STEPS = 20
Step = str | int
Path = tuple[Step, ...]

RECOVERED = "resolved, recovered, ok, up, closed, normal, inactive, false, 0"
NEWS = "acknowledged, suppressed, muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Where each part stands, as it was written. `each` leads to a list of several alerts.

    `recovered` and `news` are the words of the state that mean so; every other is trouble.
    """

    title: str
    fingerprint: str = ""
    each: str = ""
    text: str = ""
    severity: str = ""
    state: str = ""
    recovered: str = RECOVERED
    news: str = NEWS
    outbreak: str = ""
    asset: str = ""
    organisation: str = ""
    url: str = ""


PATHS = tuple(f.name for f in fields(Mapped) if f.name not in ("recovered", "news"))


def mapped_from(said: Mapping[str, Any]) -> Mapped:
    """The mapping as it is stored; raises UnreadableError, naming the part to mend."""
    known = {f.name: str(said.get(f.name) or "").strip() for f in fields(Mapped)}
    mapped = Mapped(**{name: value for name, value in known.items() if value or name == "title"})
    if not mapped.title:
        raise UnreadableError(phrase("The mapping says not where the title stands."))
    for name in PATHS:
        paths_of(name, getattr(mapped, name))
    if mapped.each and len(paths_of("each", mapped.each)) > 1:
        raise UnreadableError(phrase("Only one path leads to the list of alerts."))
    return mapped


def paths_of(part: str, written: str) -> tuple[Path, ...]:
    """The paths of one part; raises UnreadableError."""
    if len(written) > LONGEST_PATH:
        raise UnreadableError(phrase("The path for `%(part)s` is too long.", part=part))
    return tuple(_path(part, one) for one in _apart(written)) if written else ()


def read_mapped(body: bytes, mapped: Mapped) -> tuple[Alert, ...]:
    """The alerts of a body; raises UnreadableError."""
    said = read_json(body)
    if not mapped.each:
        return (_alert(said, mapped),)
    found = _at(said, _path("each", mapped.each))
    if not isinstance(found, list):
        raise UnreadableError(phrase("At “%(path)s” stands no list.", path=mapped.each))
    return tuple(_alert(one, mapped) for one in checked_count(found))


def _alert(said: Any, mapped: Mapped) -> Alert:
    parts = {name: _said(said, name, getattr(mapped, name)) for name in PATHS if name != "each"}
    if not parts["title"]:
        raise UnreadableError(
            phrase("At “%(path)s”, where the title should be, stands nothing.", path=mapped.title)
        )
    if mapped.fingerprint and not parts["fingerprint"]:
        raise UnreadableError(
            phrase(
                "At “%(path)s”, where the fingerprint should be, stands nothing.",
                path=mapped.fingerprint,
            )
        )
    if mapped.state and not parts["state"]:
        raise UnreadableError(
            phrase("At “%(path)s”, where the state should be, stands nothing.", path=mapped.state)
        )
    own = parts["fingerprint"] or digest_of((parts["title"], parts["asset"]))
    return Alert(
        fingerprint=bounded_print(own), title=plain(parts["title"]),
        state=_state(parts["state"], mapped), text=parts["text"],
        severity=plain(parts["severity"], 60), outbreak=plain(parts["outbreak"], 60),
        asset=plain(parts["asset"]), organisation=plain(parts["organisation"]),
        url=link(parts["url"]),
    )  # fmt: skip


def _state(word: str, mapped: Mapped) -> State:
    folded = word.strip().casefold()
    if not folded:
        return "firing"
    if folded in _words(mapped.recovered):
        return "recovered"
    return "news" if folded in _words(mapped.news) else "firing"


def _words(listed: str) -> frozenset[str]:
    return frozenset(word.strip().casefold() for word in listed.split(",") if word.strip())


def _said(said: Any, part: str, written: str) -> str:
    found = (_at(said, path) for path in paths_of(part, written))
    if part == "text":
        return "\n".join(filter(None, (lines(one) for one in found)))
    most = 1000 if part in ("fingerprint", "url") else LONGEST_WORD
    return " / ".join(filter(None, (plain(one, most) for one in found)))


def _at(said: Any, path: Path) -> Any:
    """What stands at a path; None where there is no such place."""
    for step in path:
        if isinstance(step, int):
            said = said[step] if isinstance(said, list) and step < len(said) else None
        else:
            said = said.get(step) if isinstance(said, dict) else None
    return said


def _apart(written: str) -> Iterator[str]:
    """The paths between the commas that stand in no quotes."""
    for found in re.findall(r'(?:"[^"]*"|[^",]|")+', written):
        if found.strip():
            yield found.strip()


def _path(part: str, written: str) -> Path:
    steps: list[Step] = []
    at = 0
    while at < len(written) and len(steps) < MOST_STEPS:
        found = _STEP.match(written, at)
        if found is None:
            break
        quoted, word, place = found.groups()
        steps.append(int(place) if place is not None else quoted if quoted is not None else word)
        at = found.end()
    if at < len(written) or not steps:
        raise UnreadableError(
            phrase(
                "“%(path)s” for `%(part)s` is no path: write it like alert.labels.host or "
                "items[0].name.",
                path=written,
                part=part,
            )
        )
    return tuple(steps)
