"""`charterdesk mail` of a desk while it runs, and what is found there afterwards."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.trust.desks import Desk

ANNOUNCED = re.compile(r"by LMTP on \S+:(\d+)\.")


@contextmanager
def listening(desk: Desk, *, killed: bool = False) -> Iterator[int]:
    """The port of a listener, which ends in peace, or by SIGKILL."""
    port = {"CHARTERDESK_LMTP_LISTEN": "127.0.0.1:0"}
    own = Desk(desk.data, {**desk.environment, **port})
    listener = own.start("charterdesk.command", "mail", "--hands", "2")
    try:
        assert listener.stdout is not None
        found = ANNOUNCED.search(listener.stdout.readline())
        assert found is not None, "the listener did not start"
        yield int(found[1])
    except BaseException:
        killed = True
        raise
    finally:
        (listener.kill if killed else listener.terminate)()
        _, errors = listener.communicate(timeout=120)
    assert killed or listener.returncode == 0, errors


def played(desk: Desk, kind: str) -> dict[str, Any]:
    """What `tests.trust.mail_dying` found on the desk after the play."""
    answer = desk.run("tests.trust.mail_dying", kind)
    assert answer.returncode == 0, answer.stderr
    result: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return result
