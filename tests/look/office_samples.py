"""Sample values for the pages around the cases. The people are made up."""

from datetime import timedelta
from typing import Final

from charterdesk.accounts.pages import SignInField, SignInLinkPage, SignInPage
from charterdesk.desk.office_values import (
    CharterRoles,
    HeldPage,
    HeldRow,
    Member,
    MePage,
    PeoplePage,
    PersonRow,
    RoleRow,
    RotaRow,
    SentMailPage,
    SentPage,
    SentRow,
    Shift,
    TeamRow,
)
from charterdesk.look.values import Action, Field, Option
from tests.look.samples import NOW

_WHO: Final = (Option("1", "Ada Ivanova"), Option("2", "Pavel Orlov"), Option("3", "Irina Belova"))


def _remove(name: str) -> Action:
    return Action(name, "Take out", "/desk/people/", method="post", data={"person": name})


def _hours(count: float) -> timedelta:
    return timedelta(hours=count)


PEOPLE: Final = PeoplePage(
    "Now: tier 1 Ada Ivanova, nights Pavel Orlov until 18:00 MSK, support manager Irina Belova.",
    (
        CharterRoles(
            "example",
            "Example support",
            (
                RoleRow(
                    "engineer", "team tier1", "Ada Ivanova, Pavel Orlov", "/desk/people/role/1/"
                ),
                RoleRow(
                    "duty-engineer",
                    "rota nights, outside office",
                    "Pavel Orlov",
                    "/desk/people/role/2/",
                ),
                RoleRow(
                    "support-manager",
                    "a person",
                    "Irina Belova",
                    "/desk/people/role/3/",
                    (Field("person", "Who is support-manager", "select", options=_WHO),),
                ),
                RoleRow(
                    "ceo",
                    "a person, else support-manager",
                    "",
                    "/desk/people/role/4/",
                    (Field("person-4", "Who is ceo", "select", options=_WHO),),
                    "nobody: falls to support-manager",
                ),
            ),
        ),
    ),
    (
        TeamRow(
            "tier1",
            (
                Member("Ada Ivanova", True, (_remove("ada"),)),
                Member("Pavel Orlov", acts=(_remove("pavel"),)),
            ),
            "/desk/people/team/1/",
            (Field("member", "Person", "select", options=_WHO),),
        ),
        TeamRow(
            "tier2",
            (),
            "/desk/people/team/2/",
            (Field("member-2", "Person", "select", options=_WHO),),
        ),
        TeamRow(
            "second line",
            (),
            "/desk/people/team/",
            (Field("member-3", "Person", "select", options=_WHO),),
            new="second line",
        ),
    ),
    (
        RotaRow(
            "nights",
            (
                Shift(
                    "Pavel Orlov",
                    NOW - _hours(9),
                    NOW + _hours(6),
                    now=True,
                    act=_remove("shift-1"),
                ),
                Shift(
                    "", NOW + _hours(6), NOW + _hours(10), gap=True, note="falls to support-manager"
                ),
                Shift(
                    "Ada Ivanova",
                    NOW + _hours(10),
                    NOW + _hours(24),
                    note="override of Irina Belova",
                    act=_remove("shift-2"),
                ),
            ),
            "/desk/people/rota/1/",
            (
                Field("person-r", "Who", "select", options=_WHO),
                Field("since", "From", "datetime", required=True),
                Field("until", "Until", "datetime", required=True),
            ),
        ),
        RotaRow("weekends", (), "/desk/people/rota/2/", ()),
    ),
    (
        PersonRow("Ada Ivanova", "ada@example.com", "+7 900 000 00 01", "tier1", "engineer"),
        PersonRow("Irina Belova", "irina@example.com", "", "", "support-manager, last resort"),
        PersonRow("Oleg Sidorov", "oleg@example.com", "+7 900 000 00 03", "", "ceo", active=False),
    ),
    True,
)
SENT: Final = SentPage(
    (
        SentRow(
            "anna@volga.example",
            "[EX-1039] Re: Licence server rejects the renewal key",
            NOW - _hours(0.2),
            "/desk/sent/1/",
            "reply",
        ),
        SentRow(
            "irina@example.com",
            "Escalated: EX-1039 Licence server rejects the renewal key",
            NOW - _hours(1.4),
            "/desk/sent/2/",
            "notice",
        ),
        SentRow(
            "anna@volga.example",
            "[EX-1039] We have your case",
            NOW - _hours(3.2),
            "/desk/sent/3/",
            "acknowledgement",
        ),
    ),
    "/desk/sent/?before=3",
)
SENT_MAIL: Final = SentMailPage(
    "[EX-1039] We have your case",
    NOW - _hours(3.2),
    (
        ("From", "Example support <support@example.com>"),
        ("To", "Anna Petrova <anna@volga.example>"),
        ("Message-ID", "<EX-1039.ack.1@desk.example.com>"),
        ("Auto-Submitted", "auto-replied"),
    ),
    "Dear Anna,\n\nyour case has the number EX-1039.\nA person answers by Thu 12 Mar, "
    "09:32 MSK.\n\nhttps://desk.example.com/c/EX-1039\n",
    "/desk/sent/",
    "/desk/sent/3/raw",
)
HELD: Final = HeldPage(
    (
        HeldRow(
            1,
            "boris@volga.example",
            "Licence key does not work",
            NOW - _hours(20),
            NOW + _hours(700),
            "not registered for any contract",
            "Hello,\nsince this morning our key is refused. Anna is on leave, so I write.\n\nBoris",
            "/desk/held/1/register/",
            "/desk/held/1/refuse/",
            "/desk/held/1/raw",
            (
                Field(
                    "organisation",
                    "Register for",
                    "select",
                    options=(Option("4", "Volga Rail"), Option("5", "Meridian")),
                ),
                Field("name", "Name", "text", "Boris Antonov"),
            ),
            open_url="/desk/held/1/open/",
        ),
        HeldRow(
            2,
            "win@prizes.example",
            "You have won",
            NOW - _hours(2),
            NOW + _hours(718),
            "not registered for any contract",
            "Claim now.",
            "/desk/held/2/register/",
            "/desk/held/2/refuse/",
            may_register=False,
            why_not="Only the sender of a mail in which a person asks can be registered.",
            open_url="/desk/held/2/open/",
        ),
    ),
    "2 mails wait here; the oldest is kept until Fri 10 Apr.",
)
SIGN_IN: Final = SignInPage(
    "/sign-in/",
    (
        SignInField("email", "Mail address", "email", "username"),
        SignInField("password", "Password", "password", "current-password"),
    ),
    "/desk/",
)
SIGN_IN_REFUSED: Final = SignInPage(
    "/sign-in/", SIGN_IN.fields, "/desk/", "The address and the password don't fit together."
)
SIGN_IN_LINK: Final = SignInLinkPage("/sign-in/link/x/", "Ada Ivanova")
SIGN_IN_DEAD: Final = SignInLinkPage(
    "/sign-in/link/x/",
    refusal="It was used already, or it is older than an hour. Ask for a new one.",
)
ME: Final = MePage(
    "/desk/me/",
    (
        Field("name", "Name as the customers see it", "text", "Ada Ivanova", required=True),
        Field(
            "zone",
            "Time zone",
            "select",
            options=(
                Option("Europe/Moscow", "Europe/Moscow", chosen=True),
                Option("Europe/Paris", "Europe/Paris"),
            ),
        ),
        Field(
            "language",
            "Language",
            "select",
            options=(Option("en", "English", chosen=True), Option("ru", "Русский")),
        ),
        Field(
            "keys",
            "Single keys work on the pages",
            "checkbox",
            "on",
            hint="Press ? on any page to see them.",
        ),
        Field("undo", "Seconds to take back a sent message", "number", "10", hint="0 to 60."),
    ),
)
