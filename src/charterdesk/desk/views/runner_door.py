"""The runners' door: a step asked for, begun, finished. The key in the header is the proof."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from charterdesk.automation.advancing import step_of
from charterdesk.automation.book import Http
from charterdesk.automation.commands.keys import note_seen, runner_with
from charterdesk.automation.filling import work_of
from charterdesk.automation.handing import begin_step, finish_step, give_step
from charterdesk.automation.judging import Result
from charterdesk.automation.models import Runner
from charterdesk.kit.wallclock import now
from charterdesk.kit.whole_numbers import whole_number

LONGEST_BODY = 1024 * 1024
BEARER = "Bearer "
MOST_NAMED = 200
LONGEST_NAMED = 300

Said = Mapping[str, Any]
Door = Callable[[Runner, Said], JsonResponse]


def runner_door(door: Door) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view for runners: JSON in and out, bounded, behind a key."""

    @wraps(door)
    def answer(request: HttpRequest) -> JsonResponse:
        runner = runner_with(key_in(request.headers.get("Authorization", "")))
        if runner is None:
            return _refused(_("This key opens nothing: look whether it was revoked."), 401)
        length = whole_number(request.headers.get("Content-Length"))
        if length is None:
            return _refused(_("Say how long the request is."), 411)
        if length > LONGEST_BODY:
            return _refused(_("The request is too long."), 413)
        said = _read(request.body)
        if said is None:
            return _refused(_("The request is no JSON table."), 400)
        return door(runner, said)

    return csrf_exempt(never_cache(require_POST(answer)))


def key_in(header: str) -> str:
    """The key in a header; "" where there is none."""
    return header.removeprefix(BEARER).strip() if header.startswith(BEARER) else ""


@runner_door
def ask(runner: Runner, said: Said) -> JsonResponse:
    """The next step for a runner, or none."""
    at = now()
    note_seen(runner, _told(said), at)
    row = give_step(runner.name, at)
    step = step_of(row) if row else None
    if row is None or step is None or isinstance(step.way, Http):
        return JsonResponse({"step": None})
    return JsonResponse({"step": {"token": row.token, **work_of(step, row.run.values)}})


@runner_door
def begin(runner: Runner, said: Said) -> JsonResponse:
    """Whether the step may be begun now; asked twice it is answered alike."""
    return JsonResponse({"go": begin_step(runner.name, _text(said, "token", 40), now())})


@runner_door
def finish(runner: Runner, said: Said) -> JsonResponse:
    """What came of a step; told twice it is taken once. 410 for what nobody waits for."""
    code = said.get("code")
    result = Result(
        code=code if isinstance(code, int) and -255 <= code <= 255 else None,
        output=_text(said, "output", LONGEST_BODY), fault=_text(said, "fault", 2000),
        refused=said.get("refused") is True, timed_out=said.get("timed_out") is True,
    )  # fmt: skip
    taken = finish_step(runner.name, _text(said, "token", 40), result, now())
    return JsonResponse({"taken": taken}, status=200 if taken else 410)


def _read(body: bytes) -> Said | None:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _text(said: Said, name: str, most: int) -> str:
    value = said.get(name)
    return _clean(value[:most]) if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """Without what a database refuses."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _told(said: Said) -> dict[str, object]:
    """What the runner says of itself, as far as it may be kept."""
    return {
        "version": _text(said, "version", 40),
        "host": _text(said, "host", 100),
        "programs": _names(said.get("programs")),
        "interpreters": _names(said.get("interpreters")),
    }


def _names(said: object) -> list[str]:
    given = said if isinstance(said, list) else []
    kept = [one for one in given[:MOST_NAMED] if isinstance(one, str)]
    return [_clean(one[:LONGEST_NAMED]) for one in kept]


def _refused(sentence: str, status: int) -> JsonResponse:
    answer = JsonResponse({"error": sentence}, status=status)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
