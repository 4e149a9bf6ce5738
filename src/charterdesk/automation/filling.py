"""A step with its parameters' values: exactly what will be asked or run, and nothing is run here.

A value is one argument or a part of one, quoted in an address, a name's value in JSON, a
variable of the environment; it never becomes a part of a script's or a shell's text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from charterdesk.automation.book import Command, Http, Script, Step
from charterdesk.automation.book.placeholders import filled

VARIABLE = "RUNBOOK_"


@dataclass(frozen=True, slots=True)
class Request:
    """What the desk asks over HTTP; `body` is JSON, or nothing."""

    method: str
    url: str
    body: bytes = b""


def request_of(way: Http, values: Mapping[str, str]) -> Request:
    """The request of a step."""
    url = filled(way.url, lambda name: quote(values[name], safe=""))
    said = {name: filled(text, values.__getitem__) for name, text in way.json.items()}
    return Request(way.method, url, json.dumps(said).encode() if way.method == "POST" else b"")


def work_of(step: Step, values: Mapping[str, str]) -> dict[str, Any]:
    """What a runner is told of a step, as JSON; `within` is in seconds."""
    said: dict[str, Any] = {
        "name": step.name,
        "within": int(step.within.total_seconds()),
        "environment": variables_of(values),
    }
    match step.way:
        case Command(argv):
            program, *rest = argv
            said["argv"] = [program, *(filled(one, values.__getitem__) for one in rest)]
        case Script(by, text):
            said |= {"by": by, "text": text}
        case Http():
            raise AssertionError("A request is no work for a runner.")
    return said


def variables_of(values: Mapping[str, str]) -> dict[str, str]:
    """The parameters as variables: `host` is RUNBOOK_HOST."""
    return {f"{VARIABLE}{name.upper()}": value for name, value in values.items()}
