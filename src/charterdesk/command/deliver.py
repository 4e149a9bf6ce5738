"""Take one mail from standard input, as a mail server's pipe hands it over."""

import os
import sys
from typing import Annotated, NoReturn

import typer
from django.db import Error

from charterdesk.channels.lmtp.session import SIZE_LIMIT, clean_address
from charterdesk.channels.lmtp.values import Envelope
from charterdesk.intake.keeping import keep_mails
from charterdesk.intake.models import RawMail
from charterdesk.intake.room import room_for
from charterdesk.intake.taking import take
from charterdesk.intake.ways import is_known
from charterdesk.kit.wallclock import now

# The exit codes that mail servers understand (sysexits.h).
DATA_ERROR = 65
NO_USER = 67
TRY_AGAIN = 75


def deliver(
    recipients: Annotated[list[str], typer.Argument(help="The addresses that it goes to.")],
    sender: Annotated[
        str, typer.Option(help="The envelope sender; nothing for the null sender <>.")
    ] = "",
) -> None:
    """Store the mail on standard input and take it; the exit code says what became of it.

    0: it is stored. 67: none of the recipients is an address of this desk. 65: it is too large.
    75: it could not be stored, so come again.
    """
    raw = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(raw) > SIZE_LIMIT:
        _end(DATA_ERROR, f"The mail is larger than {SIZE_LIMIT} bytes.")
    try:
        _demand_room(len(raw), recipients)
        row = _stored(raw, sender, recipients)
    except (Error, OSError) as error:
        _end(TRY_AGAIN, f"The mail could not be stored: {' '.join(str(error).split())}")
    if row is None:
        _end(NO_USER, f"{', '.join(map(_shown, recipients))} is no address of this desk.")
    # Stored is stored: whatever comes of the taking, the mail server is done with it.
    take(row.pk, now())


def _demand_room(size: int, recipients: list[str]) -> None:
    """A pipe has one answer: a mail that one of its addresses takes is taken."""
    rooms = [room_for(_shown(one), now()) for one in recipients]
    if all(size > room.most_bytes for room in rooms):
        _end(DATA_ERROR, rooms[0].too_large.words.partition(" ")[2])


def _stored(raw: bytes, sender: str, recipients: list[str]) -> RawMail | None:
    """The mail's row, for those recipients that are known; None where there are none."""
    at = now()
    known = tuple(address for one in recipients if is_known(address := _shown(one), at))
    if not known:
        return None
    return keep_mails([Envelope(_shown(sender), known, raw, "pipe")], at=at)[0]


def _shown(address: str) -> str:
    """An argument as text that can be stored, whatever bytes it was made of."""
    return clean_address(os.fsencode(address).decode("utf-8", "replace"))


def _end(code: int, sentence: str) -> NoReturn:
    sys.stderr.write(f"charterdesk deliver: {sentence}\n")
    raise typer.Exit(code)
