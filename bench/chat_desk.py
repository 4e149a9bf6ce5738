"""A desk with many open chats: `python -m bench.chat_desk COUNT` makes them.

It prints one line of JSON: for each chat its name, the session of its customer and that of the
person who answers it.
"""

import json
import sys

from charterdesk.command import set_up_django

OF_ONE = 5


def main(count: int) -> None:
    """Open the chats, five to a person."""
    from charterdesk.accounts.commands import add_person
    from charterdesk.accounts.models import Person
    from charterdesk.accounts.refusal import granted
    from charterdesk.accounts.rights import DESK
    from charterdesk.customers.models import Contact
    from charterdesk.kit.wallclock import now
    from tests.apps.talk.chat_scene import begun, customer_at_any_hour, said, taken
    from tests.apps.talk.chat_server import cookie_of

    boss, made = customer_at_any_hour(now()), []
    for number in range(count):
        contact = Contact.objects.create(name=f"Guest {number}", organisation=boss.organisation)
        chat = begun(by=contact, at=now(), key=f"k{number}")
        username = f"agent{number // OF_ONE}"
        person = Person.objects.filter(username=username).first() or granted(
            add_person(
                username=username, name=username, email=f"{username}@desk.example",
                is_admin=True, by=DESK, at=now(),
            )
        )  # fmt: skip
        taken(chat, by=person, at=now())
        said(chat, "Good morning.", person, at=now())
        made.append((chat.ref, cookie_of(contact), cookie_of(person)))
    print(json.dumps(made))


if __name__ == "__main__":
    set_up_django()
    main(int(sys.argv[1]))
