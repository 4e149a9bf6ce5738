"""A desk with very many open cases of many customers, whose texts have common and rare words.

`python -m bench.large_desk COUNT` furnishes the PostgreSQL database that the environment names:
a hundred cases go through the real commands, the others are copies of them, each with a customer,
an owner, a priority, labels and words of its own. It prints, as JSON, where to look.
"""

import json
import random
import sys
from datetime import datetime, timedelta
from itertools import accumulate

from bench.copying import APART, multiply
from bench.large_rooms import AROUND, BEHIND, contacts_of, run
from bench.page_desk import WORKED_ON, signed_in
from charterdesk.command import set_up_django

CUSTOMERS, PEOPLE, LABELS, POOL, WORDS = 500, 30, 12, 2000, 40
# Far apart for neighbours, so that each customer has some cases of each month.
WITHIN_A_YEAR = "interval '1 second' * ((copy::bigint * 786433 + id * 104729) % 31536000)"
VOCABULARY = 20_000


def furnish(count: int, at: datetime) -> dict[str, str]:
    """Make it all, and say where to look."""
    _work(at)
    customers, people = _customers(), _people(at)
    common, middling = _pool()
    run(AROUND, people[0])
    _multiply(count, customers, people)
    _labels(at)
    run(BEHIND, people[0])
    return {
        "session": signed_in(),
        **_sessions(),
        "common": common,
        "middling": middling,
        "rare": f"rareword{APART * 7 + 1}",
        **_places(),
    }


def _work(at: datetime) -> None:
    """The hundred: each fifth with four replies and notes."""
    from charterdesk.cases.answers import Done
    from charterdesk.cases.commands import add_note, open_case, send_reply
    from charterdesk.cases.messages import Written
    from tests.apps.cases.desk_work import arrival, cleo_asks, cleos_letter
    from tests.apps.cast import CLEO_ADDRESS, ada

    came = arrival()
    for index in range(WORKED_ON):
        letter = cleos_letter(subject=f"Nothing works on machine {index}")
        opened = open_case(
            arrival=came, channel="mail", written=letter, by=cleo_asks(), at=at,
            asker=CLEO_ADDRESS,
        )  # fmt: skip
        assert isinstance(opened, Done)
        for step in range(0 if index % 5 else 4):
            later = at + timedelta(minutes=step + 1)
            written = Written(text="We are looking into it. " * 5)
            send_reply(case=opened.case, written=written, by=ada(), at=later)
            add_note(case=opened.case, written=written, by=ada(), at=later)


def _customers() -> list[int]:
    from charterdesk.customers.models import Organisation

    rows = [
        Organisation(name=f"Works number {number}", charter="roxen", zone="Europe/Stockholm")
        for number in range(CUSTOMERS)
    ]
    return [one.pk for one in Organisation.objects.bulk_create(rows)]


def _people(at: datetime) -> list[int]:
    from charterdesk.accounts.models import Person
    from tests.apps.cast import ada

    rows = [
        Person(username=f"p{number}", name=f"Person {number}", email=f"p{number}@desk.example")
        for number in range(PEOPLE)
    ]
    return [ada().pk, *(one.pk for one in Person.objects.bulk_create(rows))]


def _pool() -> tuple[str, str]:
    """Texts by rank of their words, beside the tables; a common word and a middling one."""
    from django.db import connection

    from charterdesk.kit.fulltext.words import stems_of

    drawn = random.Random(20261122)
    letters = "abcdefghiklmnoprstuvw"
    words = ["".join(drawn.choices(letters, k=drawn.randint(4, 9))) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))
    texts = [" ".join(drawn.choices(words, cum_weights=weights, k=WORDS)) for _ in range(POOL)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_pool (n integer PRIMARY KEY, text text, words text)")
        cursor.executemany(
            "INSERT INTO bench_pool VALUES (%s, %s, %s)",
            [(number, text, stems_of(text)) for number, text in enumerate(texts)],
        )
    return words[0], words[300]


def _multiply(count: int, customers: list[int], people: list[int]) -> None:
    """Copies of every case with its events, messages and words, until there are `count`."""
    from charterdesk.cases.models import Case, CaseEvent, CaseWords, Message, MessageWords

    case = f"case_id + copy::bigint * {APART}"
    key = "lpad((substr(queue_key, 1, 12)::bigint + copy)::text, 12, '0')"
    pool = "(SELECT {} FROM bench_pool WHERE n = ({} * 31 + copy) % " + str(POOL) + ")"
    rare = f"' rareword' || ({{}} + copy::bigint * {APART})"
    contact = f"({contacts_of(f'copy % {len(customers)}', 'id')})"
    changed = {
        Case: {
            "number": "number || '-' || copy",
            "subject": pool.format("substr(text, 1, 50)", "id"),
            "organisation_id": _one_of(customers, "copy"),
            "contact_id": contact,
            "asker": f"'c' || {contact} || '@works.example'",
            "opened_at": f"opened_at - {WITHIN_A_YEAR}",
            "updated_at": f"updated_at - {WITHIN_A_YEAR}",
            "owner_id": f"CASE WHEN copy % 3 = 0 THEN NULL ELSE {_one_of(people, 'copy + id')} END",
            "status": "CASE WHEN copy % 7 = 0 THEN 'waiting' ELSE status END",
            "waiting_on": "CASE WHEN copy % 7 = 0 THEN 'customer' ELSE waiting_on END",
            "escalation": "CASE WHEN copy % 211 = 0 THEN 'page' ELSE escalation END",
            "priority": "CASE WHEN copy % 97 = 0 THEN 'critical' ELSE priority END",
            "queue_key": f"{key} || substr(queue_key, 13)",
            "next_wake_at": "NULL",
            "wake_copy_at": "NULL",
        },
        CaseEvent: {"case_id": case},
        Message: {
            "case_id": case, "ref": "ref || '-' || copy", "text": pool.format("text", "id"),
        },
        CaseWords: {"case_id": case, "words": pool.format("words", "case_id")},
        MessageWords: {
            "message_id": f"message_id + copy::bigint * {APART}",
            "words": pool.format("words", "message_id") + " || " + rare.format("message_id"),
        },
    }  # fmt: skip
    multiply(changed, count // WORKED_ON - 1)


def _one_of(keys: list[int], which: str) -> str:
    chosen = ", ".join(map(str, keys))
    return f"(ARRAY[{chosen}])[1 + ({which}) % {len(keys)}]"


def _labels(at: datetime) -> None:
    """Labels, each on one case of a few hundred."""
    from django.db import connection

    from charterdesk.cases.models import Label
    from tests.apps.cast import ada

    made = {"made_by": ada(), "made_at": at, "mark": "circle"}
    rows = [Label(name=f"label{number}", key=f"label{number}", **made) for number in range(LABELS)]
    keys = [one.pk for one in Label.objects.bulk_create(rows)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_caselabel (label_id, case_id, by_id, at)"
            f" SELECT {_one_of(keys, 'id')}, id, {ada().pk}, now() FROM cases_case"
            " WHERE id / 3 % 251 = 0"
        )
        cursor.execute("ANALYZE cases_caselabel")


def _sessions() -> dict[str, str]:
    """A lead's session, and one of a customer who sees the whole firm."""
    from django.contrib.sessions.backends.db import SessionStore

    from charterdesk.customers.models import Contact
    from charterdesk.portal.sessions import let_in
    from tests.apps.cast import ben

    firm = Contact.objects.get(organisation__name="Works number 17", sees_organisation=True)
    session = SessionStore()
    let_in(session, firm, f"c{firm.pk}@works.example")
    session.save()
    return {"lead": signed_in(ben()), "guest": str(session.session_key)}


def _places() -> dict[str, str]:
    """A case with a long timeline, and a customer."""
    from charterdesk.cases.models import Case
    from charterdesk.customers.models import Organisation

    worked = Case.objects.filter(number__endswith="-7", version__gt=8).order_by("pk").first()
    customer = Organisation.objects.get(name="Works number 17")
    assert worked is not None
    theirs = Case.objects.filter(organisation=customer, version__gt=8).order_by("pk").first()
    assert theirs is not None
    return {
        "number": worked.number, "customer": customer.name, "customer_pk": str(customer.pk),
        "asset": f"W{customer.pk}-0", "theirs": theirs.number,
    }  # fmt: skip


if __name__ == "__main__":
    set_up_django()
    from charterdesk.kit.wallclock import now

    print(json.dumps(furnish(int(sys.argv[1]), now())))
