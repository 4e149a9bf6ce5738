"""A worker that dies by SIGKILL before its k-th statement while it calls people over their means.

`python -m tests.trust.means_dying` plays it on the desk of its environment, with a gateway of its
own, and prints, as JSON, what the gateway was asked and what was found afterwards.
"""

import json
from collections import Counter
from datetime import datetime, timedelta
from functools import partial

from charterdesk.command import set_up_django

ENOUGH = 400
GATEWAY = "url: %s/send\njson: {to: '{to}', text: '{line}'}"


def play() -> dict[str, object]:
    """Kill a worker before statement 1, 2, 3 ... of its work, until one reaches the end."""
    import os

    from charterdesk.kit.wallclock import now
    from tests.channels.short.web_peers import Peer, serving
    from tests.trust.dying import in_a_child, work

    deaths = 0
    with serving(Peer()) as gateway:
        os.environ["CHARTERDESK_OUT_NETWORKS"] = "127.0.0.0/8"
        os.environ["CHARTERDESK_SMS_GATEWAY"] = GATEWAY % gateway.url
        os.environ["CHARTERDESK_VOICE_GATEWAY"] = GATEWAY % gateway.url
        for count in range(1, ENOUGH):
            at = now()
            seed(at)
            died = in_a_child(partial(work, at, count))
            deaths += died
            assert not in_a_child(partial(work, at + timedelta(minutes=3)))
            if not died:
                break
        # Leases end, rings end, ladders go on, and the delays of the person's means pass.
        for minutes in (10, 40, 70, 100):
            assert not in_a_child(partial(work, now() + timedelta(minutes=minutes)))
        asked = Counter(headers["idempotency-key"] for _, headers, _ in gateway.taken)
    return {"deaths": deaths, **found(asked)}


def seed(at: datetime) -> None:
    """A case whose ladder calls Ben now, by text at once and by voice after two minutes."""
    from charterdesk.cases.commands import escalate_case
    from charterdesk.notifications.models import Means
    from tests.apps.cases.desk_work import voxeo_case
    from tests.apps.cast import ada, ben

    case = voxeo_case(at - timedelta(minutes=1))
    for minutes, kind in enumerate(("sms", "voice")):
        Means.objects.get_or_create(
            person=ben(), kind=kind, address="+46700000002",
            defaults={"urgent_after": timedelta(minutes=2 * minutes), "made_at": at},
        )  # fmt: skip
    escalate_case(case=case, by=ada(), at=at, reason="no calls")


def found(asked: Counter[str]) -> dict[str, object]:
    """What the desk holds now, and what the gateway was asked."""
    from charterdesk.cases.verifying import differences
    from charterdesk.notifications.models import Attempt, Notice

    sent = Notice.objects.filter(state="sent")
    brought = {f"{one.scope}/{one.key}" for one in sent.filter(carried_by__in=("sms", "voice"))}
    begun = Counter(Attempt.objects.filter(what="begun").values_list("notice", flat=True))
    calls = Notice.objects.filter(about__startswith="step ", follows=None, person__isnull=False)
    return {
        "differences": [f"{one.case}: {one.text}" for one in differences()],
        "notices": dict(Counter(Notice.objects.values_list("state", flat=True))),
        "owed": Notice.objects.exclude(owed="").count(),
        "calls": calls.count(),
        "followed": calls.filter(followers__isnull=False).distinct().count(),
        "follows": Notice.objects.filter(follows__isnull=False).count(),
        "not_brought": sorted(brought - asked.keys()),
        "brought_twice": sum(times - 1 for times in asked.values()),
        "begun_twice": sum(times - 1 for times in begun.values()),
    }


if __name__ == "__main__":
    set_up_django()
    print(json.dumps(play()))
