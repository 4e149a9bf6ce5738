"""Show a living sample company on an embedded database, with a one-time sign-in link."""

import json
import os
import shlex
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from shutil import which
from smtplib import LMTP, SMTP
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from charterdesk.command import set_up_django
from charterdesk.kit.settings_readers import CannotStart, read_directory, read_text
from charterdesk.kit.wallclock import now
from charterdesk.project.answering import mail_answers, web_answers
from charterdesk.project.group import Group
from charterdesk.project.ports import port_to_use

if TYPE_CHECKING:
    from charterdesk.sample import Lines
    from charterdesk.sample.bugs import BugServer

HOST = "127.0.0.1"
WEB_PORT, LMTP_PORT, SMTP_PORT, BUGS_PORT = 8000, 2424, 2525, 8090
# The projects of two of the companies, under the names that their bugs bear on cases.
PROJECTS = ("pbx", "crm")
LINK_LASTS = timedelta(hours=12)
ANSWERS_WITHIN = 60.0
# A sample whose newest case is older than this shows clocks of another day.
FRESH_FOR = timedelta(hours=3)


@dataclass(frozen=True)
class Places:
    """Where a demo lies and what it answers on; `smtp` is None where nobody asked for it."""

    directory: Path
    web: int
    lmtp: int
    smtp: int | None
    bugs: int

    @property
    def site(self) -> str:
        """The address that people type."""
        return f"http://{HOST}:{self.web}"

    @property
    def tracker(self) -> str:
        """Where the sample's developers keep their bugs."""
        return f"http://{HOST}:{self.bugs}"


def demo(
    data: Annotated[
        Path | None, typer.Option(help="Where it lies; a second start goes on.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="For the pages.")] = None,
    lmtp_port: Annotated[int | None, typer.Option(min=0, max=65535, help="For mail.")] = None,
    smtp_port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="For mail by SMTP; else none.")
    ] = None,
    bugs_port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="For the developers' tracker.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON.")] = False,
) -> None:
    """Show a living sample company until Ctrl-C: pages, worker and mail, all on this machine.

    Without --data it lies in `demo` in the desk's data directory. Nothing leaves the machine:
    sent mail becomes files in `sent`.
    """
    places = Places(
        directory=_directory(data),
        web=port_to_use(HOST, port, default=WEB_PORT, option="--port"),
        lmtp=port_to_use(HOST, lmtp_port, default=LMTP_PORT, option="--lmtp-port"),
        smtp=None
        if smtp_port is None
        else port_to_use(HOST, smtp_port, default=SMTP_PORT, option="--smtp-port"),
        bugs=port_to_use(HOST, bugs_port, default=BUGS_PORT, option="--bugs-port"),
    )
    key = token_hex(16)
    _choose_settings(places, key)
    set_up_django()
    # Before the company, which takes its time, so that no other demo takes the same port meanwhile.
    bugs = _tracker(places, key)
    sign_in, lines, note = _open_company(places)
    group = Group([("web", "--port", str(places.web), "--processes", "1"), ("worker",), ("mail",)])
    try:
        bugs.start()
        group.start()
        if group.wait_for(lambda: _answers(places, sign_in), seconds=ANSWERS_WITHIN):
            _announce(places, sign_in, lines, note, as_json=as_json)
            group.run()
    finally:
        group.stop()
        bugs.stop()


def _directory(given: Path | None) -> Path:
    if given is None:
        home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
        given = Path(read_text("CHARTERDESK_DATA", str(home / "charterdesk"))) / "demo"
    return read_directory("--data", given, env={})


def _choose_settings(places: Places, key: str) -> None:
    """The demo's own settings: whatever a desk of this machine has, it must not be touched."""
    for name in [name for name in os.environ if name.startswith("CHARTERDESK_")]:
        del os.environ[name]
    os.environ |= {
        "CHARTERDESK_DATA": str(places.directory),
        "CHARTERDESK_SITE": places.site,
        "CHARTERDESK_MAIL_OUT": f"file://{quote(str(places.directory / 'sent'))}",
        "CHARTERDESK_LMTP_LISTEN": f"{HOST}:{places.lmtp}",
        "CHARTERDESK_OUT_HOSTS": f"http://{HOST}",
        "CHARTERDESK_OUT_NETWORKS": f"{HOST}/32",
        "CHARTERDESK_TRACKERS": "\n".join(
            f"{name}: {{kind: redmine, url: '{places.tracker}', project: {name}, secret: '{key}'}}"
            for name in PROJECTS
        ),
    }
    if places.smtp is not None:
        os.environ["CHARTERDESK_SMTP_LISTEN"] = f"{HOST}:{places.smtp}"


def _open_company(places: Places) -> "tuple[str, Lines, str]":
    """The one-time link, lines to type, and a word about the sample's age, if it needs one."""
    # Here and not above: models can be imported after Django is set up only.
    from django.db import connections

    from charterdesk.accounts.rights import DESK
    from charterdesk.accounts.sign_in import make_sign_in_link
    from charterdesk.command.migrate import make_tables
    from charterdesk.sample import age_of_sample, hand_out_keys, make_sample

    make_tables(verbosity=0)
    at = now()
    age = age_of_sample(at=at)
    if age is None:
        sys.stderr.write("Making the sample company, which takes some seconds.\n")
    you = make_sample(at=at)
    token = make_sign_in_link(person=you, by=DESK, at=at, lasts=LINK_LASTS)
    lines = hand_out_keys(directory=places.directory, by=you, at=at)
    connections.close_all()
    old = age is not None and age > FRESH_FOR
    note = f"Its clocks are old: delete {places.directory} for a new company." if old else ""
    return f"{places.site}/sign-in/{token}/", lines, note


def _tracker(places: Places, key: str) -> "BugServer":
    """The sample's own tracker of bugs; raises CannotStart."""
    # Here and not above, for the same reason.
    from charterdesk.sample.bugs import BugServer

    try:
        return BugServer(places.directory, places.bugs, key)
    except (OSError, ValueError) as error:
        raise CannotStart(f"The tracker of the sample does not start: {error}") from error


def _answers(places: Places, sign_in: str) -> bool:
    return (
        web_answers(HOST, places.web, sign_in.removeprefix(places.site))
        and mail_answers(HOST, places.lmtp, LMTP)
        and (places.smtp is None or mail_answers(HOST, places.smtp, SMTP))
    )


def _announce(places: Places, sign_in: str, said: "Lines", note: str, *, as_json: bool) -> None:
    if as_json:
        told = {
            "web": f"{places.site}/", "lmtp": f"{HOST}:{places.lmtp}", "sign_in": sign_in,
            "bugs": f"{places.tracker}/", "alert": said.alert, "runner": said.runner,
        }  # fmt: skip
        lines = [json.dumps(told)]
    else:
        lines = [
            "The sample company is open. Ctrl-C closes it; the same command opens it again.",
            f"  Sign in    {sign_in}",
            f"             once, within {LINK_LASTS // timedelta(hours=1)} hours",
            f"  Colleague  {_colleague_line(places)}",
            "             prints ben's link, also for lena, ada, ...; it opens beside yours",
            f"  Desk       {places.site}/",
            f"  Mail in    LMTP on {HOST}:{places.lmtp}",
            *([f"             SMTP on {HOST}:{places.smtp}"] if places.smtp else []),
            f"  Sent mail  {places.directory / 'sent'}",
            f"  Bugs       {places.tracker}/",
            *([f"  An alert   {said.alert}"] if said.alert else []),
            *(
                [f"  A runner   {_program()}{said.runner.removeprefix('charterdesk')}"]
                if said.runner
                else []
            ),
            *([f"  {note}"] if note else []),
        ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _colleague_line(places: Places) -> str:
    """What lets a colleague in; under the machine's other name, so that both stay signed in."""
    site = f"http://localhost:{places.web}"
    named = {"CHARTERDESK_DATA": str(places.directory), "CHARTERDESK_SITE": site}
    words = [f"{name}={shlex.quote(value)}" for name, value in named.items()]
    return " ".join([*words, _program(), "invite", "ben"])


def _program() -> str:
    """How this program was started, where its bare name would not be found."""
    path = Path(sys.argv[0])
    is_bare = path.name != "charterdesk" or which("charterdesk") is not None
    return "charterdesk" if is_bare else shlex.quote(str(path.absolute()))
