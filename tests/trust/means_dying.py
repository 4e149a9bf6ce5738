"""A worker that dies by SIGKILL while it calls people over their means: before its k-th statement,
or between the k-th answer of a carrier and the first step to write it down.

`python -m tests.trust.means_dying EACH` plays it on the desk of its environment for each k that
EACH divides (1: every one), with a gateway of its own, and prints, as JSON, what the gateway was
asked and what was found afterwards.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, count
from unittest.mock import patch

from charterdesk.command import set_up_django

KINDS = ("push", "sms", "voice")
GATEWAY = "url: %s/send\njson: {to: '{to}', text: '{line}'}"
SERVICE = "phones: {kind: push, gateway: {url: '%s/{to}', json: {text: '{text}'}}}"
Work = Callable[[datetime], None]


def play(each: int) -> dict[str, object]:
    """Kill a worker at every k that `each` divides, until it comes to its end."""
    from charterdesk.kit.wallclock import now
    from tests.channels.short.web_peers import Peer, serving
    from tests.trust.dying import in_a_child

    with serving(Peer()) as gateway:
        os.environ["CHARTERDESK_OUT_NETWORKS"] = "127.0.0.0/8"
        os.environ["CHARTERDESK_SMS_GATEWAY"] = GATEWAY % gateway.url
        os.environ["CHARTERDESK_VOICE_GATEWAY"] = GATEWAY % gateway.url
        os.environ["CHARTERDESK_SERVICES"] = SERVICE % gateway.url
        deaths = killed(lambda number, at: work(at, before=number), each)
        answers = killed(lambda number, at: work(at, after=number), 1 + each // 8)
        # Leases end, rings end, ladders go on, and the delays of the person's means pass.
        for minutes in (10, 40, 70, 100):
            assert not in_a_child(partial(work, now() + timedelta(minutes=minutes)))
        asked = Counter(headers["idempotency-key"] for _, headers, _ in gateway.taken)
    return {"deaths": deaths, "killed_after_answers": answers, **found(asked)}


def killed(dying: Callable[[int, datetime], None], each: int) -> int:
    """How often a worker died before one came to its end; another cleans up after each."""
    from charterdesk.kit.wallclock import now
    from tests.trust.dying import in_a_child

    for deaths, number in enumerate(chain([1], count(1 + each, each))):
        at = now()
        seed(at)
        died = in_a_child(partial(dying, number, at))
        assert not in_a_child(partial(work, at + timedelta(minutes=3)))
        if not died:
            return deaths
    raise AssertionError("unreachable")


def work(at: datetime, *, before: int = 0, after: int = 0) -> None:
    """All that is due at `at`, by a crew as the worker has it."""
    from charterdesk.notifications.carriers import carriers_of_the_desk
    from charterdesk.worker.crew import Crew
    from charterdesk.worker.delivering import Settler
    from charterdesk.worker.ticking import tick_due
    from tests.trust.dying import killed_before

    with killed_before(before), killed_after(after):
        crew, settler = Crew(4, carriers_of_the_desk), Settler()
        while tick_due(at) or crew.step(at) or settler.step(at):
            pass
        crew.close()


@contextmanager
def killed_after(number: int) -> Iterator[None]:
    """Within it this process is killed with that answer of a gateway in hand; never at 0."""
    from charterdesk.channels.gateway.sending import Gateway
    from charterdesk.channels.mail.carriage import Receipt
    from charterdesk.channels.short import ShortMessage

    bring, answers = Gateway.bring, count(1)

    def brought(self: Gateway, message: ShortMessage) -> Receipt:
        receipt = bring(self, message)
        if next(answers) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return receipt

    with patch.object(Gateway, "bring", brought):
        yield


def seed(at: datetime) -> None:
    """A case whose ladder calls Ben now: by push at once, by text and voice minutes later."""
    from charterdesk.cases.commands import escalate_case
    from charterdesk.notifications.models import Means
    from tests.apps.cases.desk_work import voxeo_case
    from tests.apps.cast import ada, ben

    case = voxeo_case(at - timedelta(minutes=1))
    for minutes, kind in enumerate(KINDS):
        Means.objects.get_or_create(
            person=ben(), kind=kind, address="+46700000002",
            service="phones" if kind == "push" else "",
            defaults={"urgent_after": timedelta(minutes=minutes), "made_at": at},
        )  # fmt: skip
    escalate_case(case=case, by=ada(), at=at, reason="no calls")


def found(asked: Counter[str]) -> dict[str, object]:
    """What the desk holds now, and what the gateway was asked."""
    from charterdesk.cases.models import CaseEvent
    from charterdesk.cases.verifying import differences
    from charterdesk.notifications.models import Attempt, Notice

    brought = Notice.objects.filter(state="sent", carried_by__in=KINDS)
    begun = Counter(Attempt.objects.filter(what="begun").values_list("notice", flat=True))
    calls = Notice.objects.filter(about__startswith="step ", follows=None, person__isnull=False)
    reached = CaseEvent.objects.filter(kind="step_reached").values_list("case", "data")
    times = Counter((case, json.dumps(data, sort_keys=True)) for case, data in reached)
    return {
        "differences": [f"{one.case}: {one.text}" for one in differences()],
        "notices": dict(Counter(Notice.objects.values_list("state", flat=True))),
        "owed": Notice.objects.exclude(owed="").count(),
        "calls": calls.count(),
        "followed": calls.filter(followers__isnull=False).distinct().count(),
        "follows": Notice.objects.filter(follows__isnull=False).count(),
        "not_brought": sorted({f"{one.scope}/{one.key}" for one in brought} - asked.keys()),
        "unknown_keys": sorted(asked.keys() - {f"{one.scope}/{one.key}" for one in brought}),
        "brought_twice": sum(number - 1 for number in asked.values()),
        "begun_twice": sum(number - 1 for number in begun.values()),
        "reached": len(times),
        "reached_twice": sum(number - 1 for number in times.values()),
    }


if __name__ == "__main__":
    set_up_django()
    print(json.dumps(play(int(sys.argv[1]))))
