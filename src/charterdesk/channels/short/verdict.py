"""What the answer of a carrier over HTTP means: taken, not for now, or not at all.

A wrong password or token is mended by the operator, so the message must outlive it.
"""

from collections.abc import Callable, Mapping

from charterdesk.channels.mail.carriage import PermanentFailure, Receipt, TemporaryFailure
from charterdesk.kit.egress import Allowance, Answer, EgressFailed, EgressRefused, call

TAKEN = frozenset({200, 201, 202, 204})
LATER = frozenset({401, 402, 403, 407, 408, 409, 425, 429})
MOST_CHARS = 300

# The allowance for an address, as the operator has named hosts and networks.
Allowing = Callable[[str], Allowance]


def asked(
    method: str, url: str, *, within: Allowance, body: bytes, headers: Mapping[str, str]
) -> Answer:
    """The answer of a carrier; raises PermanentFailure where the call is not allowed."""
    try:
        return call(method, url, within=within, body=body, headers=headers)
    except EgressRefused as refusal:
        raise PermanentFailure(str(refusal)) from refusal
    except EgressFailed as failure:
        raise TemporaryFailure(str(failure)) from failure


def receipt_of(name: str, answer: Answer, taken: frozenset[int] = TAKEN) -> Receipt:
    """The receipt, or the failure that the answer stands for; `name` begins its sentence."""
    words = " ".join(answer.body.decode("utf-8", "replace").split())[:MOST_CHARS]
    if answer.status in taken:
        return Receipt(f"{answer.status} {words}".strip())
    raise failure_of(name, answer.status, words)


def failure_of(name: str, status: int, words: str = "") -> TemporaryFailure | PermanentFailure:
    """The failure for a status that is none of those that mean yes."""
    said = f"{name} answered {status}: {words}" if words else f"{name} answered {status}."
    if 300 <= status < 400:
        return PermanentFailure(
            f"{name} answered {status} with another address, and none is followed: name that one.",
            code=status,
        )
    kind = TemporaryFailure if status in LATER or status >= 500 or status < 200 else None
    return (kind or PermanentFailure)(said, code=status)
