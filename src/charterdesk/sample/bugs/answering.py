"""What the tracker answers: JSON to machines, in Redmine's words, and small pages to people."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from charterdesk.sample.bugs.shelf import Bug, Shelf

DEVELOPER, DESK = "Developer", "Support desk"
_ONE = re.compile(r"/issues/(\d{1,9})(\.json)?")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title><main><p><a href="/issues">All bugs</a></p>{body}</main></html>"""
FORM = """<form method="post"><p><label>Comment<br><textarea name="text" rows="4" cols="60">
</textarea></label></p><p><button name="do" value="comment">Comment</button>
<button name="do" value="{turn}">{word}</button></p></form>"""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its status, its kind, its words; `to` is another page to go to."""

    status: int
    kind: str = "application/json"
    words: str = "{}"
    to: str = ""


NOT_THERE = Said(404)


def to_machines(shelf: Shelf, method: str, path: str, body: bytes) -> Said:
    """Redmine's interface, as far as a desk uses it."""
    parts = urlsplit(path)
    if parts.path == "/issues.json":
        return _raised(shelf, body) if method == "POST" else _listed(shelf, parts.query)
    found = _ONE.fullmatch(parts.path)
    bug = shelf.one(int(found[1])) if found and found[2] else None
    if bug is None:
        return NOT_THERE
    if method == "PUT":
        shelf.note(bug, DESK, str(_issue_in(body).get("notes", "")))
        return Said(204, words="")
    return _json({"issue": _shown(bug, journals="journals" in parts.query)})


def to_people(shelf: Shelf, method: str, path: str, body: bytes) -> Said:
    """The list of bugs, and a bug with a form that comments, closes and opens it."""
    found = _ONE.fullmatch(urlsplit(path).path)
    bug = shelf.one(int(found[1])) if found else None
    if bug is not None and method == "POST":
        _act(shelf, bug, parse_qs(body.decode("utf-8", "replace")))
        return Said(303, to=f"/issues/{bug.number}")
    if bug is not None:
        return _page(f"#{bug.number} {bug.title}", _bug_page(bug))
    if urlsplit(path).path in ("/", "/issues"):
        return _page("Bugs", "".join(map(_row, shelf.all())))
    return Said(404, "text/html; charset=utf-8", "<p>There is no such bug.</p>")


def _act(shelf: Shelf, bug: Bug, given: Mapping[str, list[str]]) -> None:
    text, deed = given.get("text", [""])[0].strip(), given.get("do", [""])[0]
    if text:
        shelf.note(bug, DEVELOPER, text)
    if deed in ("close", "open"):
        shelf.turn(bug, closed=deed == "close")


def _raised(shelf: Shelf, body: bytes) -> Said:
    asked = _issue_in(body)
    title = str(asked.get("subject", "")).strip()
    if not title:
        return Said(422, words='{"errors": ["Subject cannot be blank"]}')
    bug = shelf.add(str(asked.get("project_id", "")), title, str(asked.get("description", "")))
    return _json({"issue": _shown(bug)}, 201)


def _listed(shelf: Shelf, query: str) -> Said:
    project = parse_qs(query).get("project_id", [""])[0]
    return _json({"issues": [_shown(bug) for bug in shelf.all(project)[:100]]})


def _issue_in(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    issue = said.get("issue") if isinstance(said, dict) else None
    return issue if isinstance(issue, dict) else {}


def _shown(bug: Bug, *, journals: bool = False) -> dict[str, Any]:
    status = {"id": 5, "name": "Closed"} if bug.closed else {"id": 1, "name": "New"}
    said = [{"id": n, "user": {"name": who}, "notes": text} for n, who, text in bug.notes]
    return {
        "id": bug.number, "project": {"name": bug.project}, "subject": bug.title,
        "description": bug.text, "updated_on": bug.changed,
        "status": {**status, "is_closed": bug.closed},
        **({"journals": said} if journals else {}),
    }  # fmt: skip


def _json(value: object, status: int = 200) -> Said:
    return Said(status, words=json.dumps(value))


def _page(title: str, body: str) -> Said:
    words = PAGE.format(title=escape(title), body=f"<h1>{escape(title)}</h1>{body}")
    return Said(200, "text/html; charset=utf-8", words)


def _row(bug: Bug) -> str:
    state = "closed" if bug.closed else "open"
    title = escape(f"#{bug.number} {bug.title}")
    return f'<p><a href="/issues/{bug.number}">{title}</a> ({escape(bug.project)}, {state})</p>'


def _bug_page(bug: Bug) -> str:
    turn, word = ("open", "Open again") if bug.closed else ("close", "Close the bug")
    state = "Closed" if bug.closed else "Open"
    notes = "".join(f"<p><b>{escape(who)}</b>: {escape(text)}</p>" for _n, who, text in bug.notes)
    return f"<p>{state}</p><pre>{escape(bug.text)}</pre>{notes}{FORM.format(turn=turn, word=word)}"
