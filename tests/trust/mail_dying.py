"""A process that dies by SIGKILL before its k-th statement while it takes a mail, for each k.

`python -m tests.trust.mail_dying PLAY` plays one on the desk of its environment: for each k a
mail comes, its process dies, another one takes what waits. Prints as JSON what is there then.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from charterdesk.command import set_up_django
from tests.trust.dying import in_a_child

ENOUGH = 80
REPLY = "<first{count}@customer.example>"


def play(kind: str) -> dict[str, object]:
    """Bring mail number 1, 2, 3 ... and kill its process one statement later each time."""
    deaths = acknowledged = 0
    for count in range(1, ENOUGH):
        prepare(kind, count)
        died = in_a_child(partial(bring, kind, count, dies_before=count))
        deaths += died
        acknowledged += kept(kind, count)
        assert not in_a_child(take_what_waits)
        if not died:
            break
    return {"deaths": deaths, "acknowledged": acknowledged, **found()}


def raw_of(kind: str, count: int) -> bytes:
    """The mail that the process dies over."""
    from tests.apps.intake.post import answer_to, letter

    name = f"<{kind}{count}@customer.example>"
    if kind == "answer":
        return answer_to(REPLY.format(count=count).strip("<>"), f"More {count}.", message_id=name)
    sender = "cleo@customer.example" if kind == "new" else f"stranger{count}@stranger.example"
    return letter(f"It is broken {count}.", sender=sender, message_id=name)


def address_of(kind: str) -> str:
    return "support@bicom.example" if kind == "stranger" else "support@roxen.example"


def prepare(kind: str, count: int) -> None:
    """The case that an answer answers."""
    from tests.apps.intake.post import letter, posted

    if kind == "answer":
        posted(letter(f"First {count}.", message_id=REPLY.format(count=count)))


def bring(kind: str, count: int, dies_before: int = 0) -> None:
    """What the listener and a hand do with one mail; killed before that many statements."""
    from django.db import connection

    from charterdesk.kit.wallclock import now
    from tests.apps.intake.post import posted

    done = 0

    def counted(execute: Callable[..., Any], *rest: Any) -> Any:
        nonlocal done
        done += 1
        if done == dies_before:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*rest)

    with connection.execute_wrapper(counted):
        posted(raw_of(kind, count), to=[address_of(kind)], at=now())


def kept(kind: str, count: int) -> bool:
    """Whether the mail was committed, so that its sender may have heard 250."""
    from charterdesk.intake.models import RawMail

    mine = f"<{kind}{count}@customer.example>".encode()
    return any(mine in bytes(raw) for raw in RawMail.objects.values_list("raw", flat=True))


def take_what_waits() -> None:
    """What the next process does."""
    from charterdesk.intake.taking import take_waiting
    from charterdesk.kit.wallclock import now

    take_waiting(now() + timedelta(minutes=1))


def found() -> dict[str, object]:
    """What the desk holds now."""
    from charterdesk.cases.models import Case, Message
    from charterdesk.cases.verifying import differences
    from charterdesk.intake.models import MailAlarm, RawMail
    from charterdesk.notifications.models import Notice

    told = Notice.objects.filter(kind=Notice.Kind.ACKNOWLEDGEMENT).values_list("case")
    texts = Message.objects.filter(direction=Message.Direction.IN).values_list("text", flat=True)
    return {
        "states": dict(Counter(RawMail.objects.values_list("state", flat=True))),
        "cases": Case.objects.count(),
        "messages": len(texts),
        "said_twice": [text for text, times in Counter(texts).items() if times > 1],
        "acknowledged_cases": len(set(told)),
        "acknowledgements": len(told),
        "to_strangers": Notice.objects.filter(about="held mail").count(),
        "differences": [f"{one.case}: {one.text}" for one in differences()],
        "alarms": MailAlarm.objects.count(),
    }


def furnish() -> None:
    """Two charters with people, and Cleo."""
    from tests.apps.cast import cleo
    from tests.apps.intake.post import staffed

    staffed("roxen")
    staffed("bicom")
    cleo()


if __name__ == "__main__":
    set_up_django()
    furnish()
    if sys.argv[1] != "furnish":
        print(json.dumps(play(sys.argv[1]) if sys.argv[1] != "found" else found()))
