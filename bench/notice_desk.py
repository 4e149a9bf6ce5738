"""A desk with many notices that are due at once; `python -m bench.notice_desk COUNT` makes them.

Half go out as text messages and half as signed webhooks, each person having set one of them.
"""

import sys
from datetime import timedelta

from charterdesk.command import set_up_django

PEOPLE = 50


def prepare(count: int, hook: str) -> None:
    """`count` urgent notices to as many people as there are, due now."""
    from charterdesk.accounts.models import Person
    from charterdesk.kit.wallclock import now
    from charterdesk.notifications.models import Means, Notice

    at, at_once = now(), timedelta()
    people = Person.objects.bulk_create(
        Person(username=f"p{n}", name=f"P {n}", email=f"p{n}@desk.example") for n in range(PEOPLE)
    )
    Means.objects.bulk_create(
        Means(
            person=one, kind="hook" if n % 2 else "sms", urgent_after=at_once, made_at=at,
            address=f"{hook}/{n}" if n % 2 else f"+4670{n:07}",
        )
        for n, one in enumerate(people)
    )  # fmt: skip
    Notice.objects.bulk_create(
        Notice(
            scope="bench", key=f"notice {n}", kind=Notice.Kind.NOTICE, about="warning",
            person=people[n % PEOPLE], address=people[n % PEOPLE].email, means=["sms"],
            text="Due soon.", words={"case": "EX1", "roles": ["engineer"]}, urgent=True,
            message_id=f"{n}@bench.example", due_at=at, queued_at=at, send_at=at,
        )
        for n in range(count)
    )  # fmt: skip


if __name__ == "__main__":
    set_up_django()
    prepare(int(sys.argv[1]), sys.argv[2])
