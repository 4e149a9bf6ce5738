"""What is said between the desk and a tracker, whatever its kind: tickets, remarks, faults.

Whatever comes from a tracker is hostile until it was cut to size here.
"""

from dataclasses import dataclass

LONGEST_TITLE = 250
LONGEST_STATUS = 60
LONGEST_TEXT = 20_000
MOST_REMARKS = 200
LONGEST_NUMBER = 18


class TrackerAway(Exception):
    """The tracker gives no usable answer for now; its text is one sentence. Try again later."""


class TrackerRefuses(Exception):
    """The tracker, or the rules of the way out, say no; its text is one sentence."""


class NoSuchBug(TrackerRefuses):
    """The tracker has no bug of that number, or does not show it to the desk."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A bug as its tracker has it; `changed` differs whenever anything of it has changed."""

    number: str
    title: str
    status: str
    closed: bool
    changed: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the tracker; `ref` grows from one to the next of a bug."""

    ref: int
    author: str
    text: str


def ticket_of(
    number: object, title: object, status: object, *, closed: bool, changed: object
) -> Ticket:
    """A ticket from what a tracker said, cut to what can be stored."""
    return Ticket(
        str(number)[:60], cut(title, LONGEST_TITLE), cut(status, LONGEST_STATUS), closed,
        str(changed)[:100],
    )  # fmt: skip


def remark_of(ref: object, author: object, text: object) -> Remark:
    """A remark from what a tracker said. Raises TrackerAway where its number is none."""
    number = str(ref)
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        raise TrackerAway("The answer has a comment without a number.")
    said = str(text or "").replace("\r\n", "\n").replace("\x00", "").strip()
    return Remark(int(number), cut(author, 100), said[:LONGEST_TEXT])


def cut(text: object, longest: int) -> str:
    """One line, no longer than that."""
    return " ".join(str(text or "").replace("\x00", "").split())[:longest]
