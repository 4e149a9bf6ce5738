"""Which carriers the deployment has, from the one address that the operator gave.

`file:///directory` keeps every mail as a file there, for demonstrations; `smtp://`,
`smtp+starttls://` and `smtps://USER:PASSWORD@HOST:PORT` hand it to a mail server.
"""

from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

from django.conf import settings

from charterdesk.channels.sink.sending import Sink
from charterdesk.channels.smtp.sending import Smtp, Tls
from charterdesk.kit.settings_readers import MalformedSetting, read_text
from charterdesk.notifications.delivery import Carriers
from charterdesk.notifications.routes import MAIL
from charterdesk.notifications.ways_out import messengers_of_the_desk

SETTING = "CHARTERDESK_MAIL_OUT"
WANTED = "it wants file:///DIRECTORY or smtp://USER:PASSWORD@HOST:PORT"
SERVERS: dict[str, tuple[Tls, int]] = {
    "smtp": ("none", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("implicit", 465),
}


def carriers_of_the_desk() -> Carriers:
    """New carriers, for one thread; files under the desk's own data where nothing is set.

    Raises MalformedSetting.
    """
    return {MAIL: post_of_the_desk(), **messengers_of_the_desk()}


def carriers_at(address: str) -> Carriers:
    """The carriers behind an address of mail; raises MalformedSetting."""
    return {MAIL: post_at(address)}


def post_of_the_desk() -> Smtp | Sink:
    """What takes the desk's mail; raises MalformedSetting."""
    return post_at(read_text(SETTING, f"file://{quote(str(settings.DATA))}/sent"))


def post_at(address: str) -> Smtp | Sink:
    """The mail carrier behind an address; raises MalformedSetting, never repeating a password."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise MalformedSetting(f"{SETTING} is malformed: {WANTED}.") from error
    if parts.query or parts.fragment:
        raise MalformedSetting(f"{SETTING} has options after '?' or '#': {WANTED}.")
    if parts.scheme == "file":
        return _sink(parts)
    if parts.scheme in SERVERS and parts.hostname:
        return _server(parts, port)
    raise MalformedSetting(f"{SETTING} names no way to send mail: {WANTED}.")


def _sink(parts: SplitResult) -> Sink:
    path = Path(unquote(parts.path))
    if parts.netloc or not path.is_absolute():
        raise MalformedSetting(f"{SETTING} names no directory: write three slashes and its path.")
    return Sink(path)


def _server(parts: SplitResult, port: int | None) -> Smtp:
    tls, usual = SERVERS[parts.scheme]
    return Smtp(
        host=parts.hostname or "", port=port or usual, tls=tls,
        user=unquote(parts.username or ""), password=unquote(parts.password or ""),
    )  # fmt: skip
