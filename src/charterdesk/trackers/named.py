"""The trackers of the desk by name, as the operator has described them (trust.md rule 5).

Secrets stand in the environment or in files, never in the database; no sentence repeats them.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from charterdesk.kit.settings_readers import MalformedSetting, read_entries
from charterdesk.notifications.ways_out import WaysOut, ways_out
from charterdesk.trackers.kinds import KINDS, Place, Tracker

SETTING = "CHARTERDESK_TRACKERS"
KEYS = frozenset({"kind", "url", "project", "user", "secret", "secret_file", "fields"})
LONGEST_ANSWER = 8 * 1024 * 1024
PATIENCE = timedelta(seconds=10)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,29}")


def trackers_of_the_desk() -> dict[str, Tracker]:
    """Every tracker by its name, none where none is set; raises MalformedSetting."""
    said = read_entries(SETTING, "name: {kind: trac, url: ...}")
    if not said:
        return {}
    ways = ways_out()
    return {name: _tracker(name, one, ways) for name, one in said.items()}


def _tracker(name: str, said: object, ways: WaysOut) -> Tracker:
    fields: Mapping[str, object] = said if isinstance(said, Mapping) else {}
    kind, url = fields.get("kind"), fields.get("url")
    if not _NAME.fullmatch(name):
        raise MalformedSetting(f"{SETTING}: a name is letters, digits, - and _: not '{name}'.")
    if kind not in KINDS or not isinstance(url, str):
        known = ", ".join(KINDS)
        raise MalformedSetting(f"{SETTING}: {name} wants a url, and a kind: one of {known}.")
    if unknown := sorted(map(str, fields.keys() - KEYS)):
        raise MalformedSetting(f"{SETTING}: {name} has unknown words: {', '.join(unknown)}.")
    place = _place(name, url.rstrip("/"), fields)
    tracker = KINDS[str(kind)]
    if tracker.needs_project and not place.project:
        raise MalformedSetting(f"{SETTING}: {name} wants a project, in which bugs are raised.")
    api = tracker.api_base_of(place)
    allowance = ways.with_host_of(api).allowance(api)
    return tracker(place, replace(allowance, longest=PATIENCE, most_bytes=LONGEST_ANSWER))


def _place(name: str, url: str, fields: Mapping[str, object]) -> Place:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise MalformedSetting(f"{SETTING}: the url of {name} wants https://HOST/PATH and no user.")
    if parts.query or parts.fragment:
        raise MalformedSetting(f"{SETTING}: the url of {name} goes on after '?' or '#'.")
    more = fields.get("fields") or {}
    if not isinstance(more, Mapping):
        raise MalformedSetting(f"{SETTING}: the fields of {name} want lines of `name: value`.")
    project, user = (str(fields.get(key) or "") for key in ("project", "user"))
    return Place(
        name, url, project, user, _secret(name, fields), {str(k): v for k, v in more.items()}
    )


def _secret(name: str, fields: Mapping[str, object]) -> str:
    path = fields.get("secret_file")
    if path is None:
        secret = str(fields.get("secret") or "")
    elif "secret" in fields:
        raise MalformedSetting(f"{SETTING}: {name} has a secret and a secret_file: keep one.")
    else:
        try:
            secret = Path(str(path)).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise MalformedSetting(
                f"{SETTING}: the secret_file of {name} can't be read: {path}."
            ) from error
    if not (secret.isascii() and secret.isprintable()):
        raise MalformedSetting(f"{SETTING}: the secret of {name} has letters that can't be sent.")
    return secret
