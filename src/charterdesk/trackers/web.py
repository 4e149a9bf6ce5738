"""Speaking with a tracker over HTTP: every fault is a sentence, and no sentence holds a secret."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from charterdesk.kit.egress import Allowance, Answer, EgressFailed, EgressRefused, call
from charterdesk.trackers.values import NoSuchBug, TrackerAway, TrackerRefuses, cut

MISSING = frozenset({404, 410})
# A wrong secret or a full quota is mended by the operator or by time, so the ask outlives it.
LATER = frozenset({401, 402, 403, 407, 408, 409, 425, 429})
MOST_WORDS = 200
JSON = "application/json"


def header(answer: Answer, name: str) -> str:
    """A header's value in whatever letters its name came; "" where there is none."""
    given = {key.lower(): value for key, value in answer.headers.items()}
    return given.get(name.lower(), "")


@dataclass(frozen=True)
class Web:
    """A tracker's address, and how one is let in."""

    name: str
    base: str
    allowance: Allowance = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secret: str = field(default="", repr=False)

    def json(self, method: str, path: str, said: object = None) -> Any:
        """The JSON that the tracker answers; raises TrackerAway, TrackerRefuses or NoSuchBug."""
        body = b"" if said is None else json.dumps(said).encode()
        kinds = {"Accept": JSON, **({"Content-Type": JSON} if body else {})}
        answer = self.ask(method, path, body, kinds)
        if answer.status == 204 or not answer.body:
            return None
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise TrackerAway(f"{self.name} answered with something that is no JSON.") from error

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None,
        *, taken: frozenset[int] = frozenset(),
    ) -> Answer:  # fmt: skip
        """A good answer, or one of the statuses `taken`; raises as `json` does."""
        try:
            answer = call(
                method, f"{self.base}{path}", within=self.allowance, body=body,
                headers={"User-Agent": "Charterdesk", **self.headers, **(headers or {})},
            )  # fmt: skip
        except EgressRefused as refusal:
            raise TrackerRefuses(self._without_secret(str(refusal))) from refusal
        except EgressFailed as failure:
            raise TrackerAway(self._without_secret(str(failure))) from failure
        if 200 <= answer.status < 300 or answer.status in taken:
            return answer
        raise self._fault(answer)

    def _fault(self, answer: Answer) -> TrackerAway | TrackerRefuses:
        status = answer.status
        if 300 <= status < 400:
            return TrackerRefuses(
                f"{self.name} answered {status} with another address, and none is followed:"
                " name that one in the settings."
            )
        words = self._without_secret(cut(answer.body.decode("utf-8", "replace"), 2000))
        about = f": {words[:MOST_WORDS]}" if words.startswith(("{", "[")) else "."
        said = f"{self.name} answered {status}{about}"
        if status in MISSING:
            return NoSuchBug(said)
        if status in LATER or status >= 500 or status < 200:
            return TrackerAway(said)
        return TrackerRefuses(said)

    def _without_secret(self, text: str) -> str:
        return text.replace(self.secret, "…") if self.secret else text
