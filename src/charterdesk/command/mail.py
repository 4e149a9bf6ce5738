"""Take mail in: listen for LMTP, and for SMTP behind a relay; read mailboxes."""

import threading
from typing import Annotated

import typer

from charterdesk.command.migrate import refuse_old_tables
from charterdesk.intake.door import HANDS, Door
from charterdesk.intake.mailbox_settings import mailboxes_of_the_desk
from charterdesk.kit.settings_readers import CannotStart, MalformedSetting, read_text
from charterdesk.kit.stop_signals import set_at_the_end

DEFAULT_LMTP = "127.0.0.1:2424"


def mail(
    hands: Annotated[int, typer.Option(min=1, max=64, help="How many take mail.")] = HANDS,
) -> None:
    """Listen where CHARTERDESK_LMTP_LISTEN and CHARTERDESK_SMTP_LISTEN say, until SIGTERM.

    Each wants HOST:PORT, or nothing; without either, LMTP is spoken on 127.0.0.1:2424.
    The mailboxes of CHARTERDESK_MAILBOXES are read meanwhile.
    """
    smtp = listen_address("CHARTERDESK_SMTP_LISTEN", "")
    lmtp = listen_address("CHARTERDESK_LMTP_LISTEN", "" if smtp else DEFAULT_LMTP)
    refuse_old_tables()
    door = Door(lmtp=lmtp, smtp=smtp, hands=hands, mailboxes=mailboxes_of_the_desk())
    try:
        door.start()
    except OSError as error:
        where = " and ".join(f"{host}:{port}" for host, port in filter(None, (lmtp, smtp)))
        raise CannotStart(f"No mail can be taken on {where}: {error.strerror or error}.") from error
    _announce(door)
    try:
        wait_for_the_end()
    finally:
        door.stop()


def listen_address(name: str, default: str) -> tuple[str, int] | None:
    """HOST:PORT of a setting, or None where it is empty. Raises MalformedSetting."""
    text = read_text(name, default).strip()
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise MalformedSetting(
            f"{name} is '{text}': it wants HOST:PORT, such as {DEFAULT_LMTP} or [::1]:2424."
        )
    return host.strip("[]"), int(port)


def wait_for_the_end() -> None:
    """Return at SIGTERM or Ctrl-C."""
    ended = threading.Event()
    set_at_the_end(ended)
    ended.wait()


def _announce(door: Door) -> None:
    for name, address, port in (
        ("LMTP", door.lmtp, door.lmtp_port),
        ("SMTP", door.smtp, door.smtp_port),
    ):
        if address is not None:
            typer.echo(f"Taking mail by {name} on {address[0]}:{port}.")
    for box in door.mailboxes:
        typer.echo(f"Reading the mailbox {box.name} on {box.host} by {box.kind.upper()}.")
