"""A worker that dies by SIGKILL in its round of the chats, before its k-th statement.

`python -m tests.trust.chats_dying EACH` plays it on the desk of its environment for each k that
EACH divides (1: every one) and prints, as JSON, how often it died and what was found afterwards.
"""

import json
import sys
from datetime import datetime, timedelta
from functools import partial
from secrets import token_hex

from charterdesk.command import set_up_django
from tests.trust.dying import in_a_child, killed_before

ENOUGH = 300


def play(each: int) -> dict[str, object]:
    """Kill a worker before every statement that `each` divides, until one reaches the end."""
    from charterdesk.cases.verifying import differences
    from charterdesk.kit.wallclock import now

    deaths, wrong = 0, list[str]()
    for count in (1, *range(1 + each, ENOUGH, each)):
        at = now()
        chats = seed(at)
        died = in_a_child(partial(look, at, count))
        deaths += died
        assert not in_a_child(partial(look, at))
        wrong += [f"{count}: {one}" for one in faults(chats)]
        settle(chats)
        if not died:
            break
    return {"deaths": deaths, "wrong": wrong, "differences": [one.text for one in differences()]}


def seed(at: datetime) -> dict[str, int]:
    """A chat whose agent has vanished, one that waited long, one whose customer has left."""
    from charterdesk.customers.models import Contact
    from charterdesk.talk.models import Chat
    from tests.apps.cast import ada
    from tests.apps.talk.chat_scene import begun, customer_at_any_hour, said, taken

    boss = Contact.objects.filter(name="Cleo Lind").first()
    boss = boss or customer_at_any_hour(at - timedelta(hours=1))

    def chat(minutes: int, customer: int) -> Chat:
        contact = Contact.objects.create(name="A guest", organisation=boss.organisation)
        began = at - timedelta(minutes=minutes)
        made = begun(at=began, by=contact, key=token_hex(8))
        Chat.objects.filter(pk=made.pk).update(customer_seen_at=at - timedelta(minutes=customer))
        return made

    vanished = taken(chat(3, 0), at=at - timedelta(minutes=3))
    said(vanished, "I look.", ada(), at=at - timedelta(minutes=2))
    return {"returned": vanished.pk, "case": chat(11, 0).pk, "ended": chat(8, 6).pk}


def look(at: datetime, dies_before: int = 0) -> None:
    """One round at `at`; killed before that many statements."""
    from charterdesk.talk.upkeep import look_after_chats

    with killed_before(dies_before):
        look_after_chats(at)


def faults(chats: dict[str, int]) -> list[str]:
    """What did not become of the chats, or did so twice; gaps in the numbers of their lines."""
    from charterdesk.talk.models import Chat

    found = []
    states = {"returned": "waiting", "case": "waiting", "ended": "ended"}
    for kind, pk in chats.items():
        chat = Chat.objects.get(pk=pk)
        lines = list(chat.lines.order_by("seq").values_list("seq", "kind"))
        if chat.state != states[kind] or (chat.agent is not None and kind != "ended"):
            found.append(f"{kind} is {chat.state} of {chat.agent}")
        if [line_kind for _seq, line_kind in lines].count(kind) != 1 or chat.case is None:
            found.append(f"{kind} has {lines}")
        if [seq for seq, _kind in lines] != list(range(1, chat.newest + 1)):
            found.append(f"{kind} has gaps: {lines}")
        if chat.case is not None and chat.case.chats.count() != 1:
            found.append(f"{kind} has a case of other chats")
    return found


def settle(chats: dict[str, int]) -> None:
    """The next round of the game begins with an empty queue."""
    from charterdesk.talk.models import Chat

    Chat.objects.filter(pk__in=chats.values()).update(state=Chat.State.ENDED)


if __name__ == "__main__":
    set_up_django()
    print(json.dumps(play(int(sys.argv[1]))))
