"""The demo as a stranger meets it: started, written to, killed, started again."""

import json
import os
import re
import shutil
import smtplib
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest

from tests.command.demo_desk import (
    Demo,
    awaited,
    family_of,
    is_gone,
    kill,
    letter,
    next_line,
    promised,
    refusal,
    running,
    start,
)
from tests.reaching import PATIENCE, free_port, status_of
from tests.tables import give_sqlite

pytestmark = pytest.mark.slow

ODILE = "odile@quiet-quarry.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a first start in an empty directory has left behind."""
    with running(tmp_path_factory.mktemp("first")) as first:
        assert status_of(first.sign_in) == 200
    return first.directory


@pytest.fixture(scope="module")
def demo(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo that runs."""
    with running(copy_of(made, tmp_path_factory.mktemp("stranger"))) as started:
        yield started


def copy_of(made: Path, place: Path) -> Path:
    """The same directory once more, named `demo`, for a test of its own."""
    return Path(shutil.copytree(made, place / "demo"))


def cases_in(directory: Path) -> int:
    """How many cases a desk has."""
    with closing(sqlite3.connect(directory / "desk.sqlite3")) as database:
        return int(database.execute("SELECT count(*) FROM cases_case").fetchone()[0])


def odiles(subject: str, to: str = "emergency@bicom.example") -> EmailMessage:
    """A mail of Odile's."""
    return letter(subject, sender=ODILE, to=to)


def test_what_it_printed_answers(demo: Demo) -> None:
    assert status_of(demo.sign_in) == 200
    assert status_of(demo.web) in {200, 302}
    assert demo.sign_in.startswith(demo.web)
    assert demo.lmtp.startswith("127.0.0.1:")


def test_a_mail_is_acknowledged_with_its_number_and_the_promise(demo: Demo) -> None:
    mail = odiles("No telephone works")
    demo.send(mail)
    text = demo.answer_to(mail).get_content()
    number = re.search(r"BIC\d+", text)
    assert number, text
    told = demo.run("explain-case", number[0])
    explained = demo.run(
        "explain", "bicom", "--channel", "emergency",
        "--at", f"{promised(told):%Y-%m-%d %H:%M}",
    )  # fmt: skip
    due = promised(text.partition("first answer by")[2])
    assert due == promised(told.partition("Response:")[2])
    assert due == promised(explained.partition("Response:")[2])


def test_what_happened_before_the_visitor_came_holds(demo: Demo) -> None:
    assert demo.run("verify").endswith("cases, 0 differences\n")


def test_a_worker_that_is_killed_is_started_again(demo: Demo) -> None:
    first = demo.member("worker")
    kill(first)
    awaited(lambda: None if demo.member("worker") == first else True, PATIENCE)
    mail = odiles("Still no telephone works")
    demo.send(mail)
    assert "BIC" in demo.answer_to(mail)["Subject"]


def test_a_second_start_goes_on_where_the_first_was(made: Path, tmp_path: Path) -> None:
    before = {path.name for path in (made / "sent").iterdir()}
    numbers = cases_in(made)
    with running(copy_of(made, tmp_path)) as second:
        assert status_of(second.sign_in) == 200
        assert before <= {path.name for path in (second.directory / "sent").iterdir()}
        assert cases_in(second.directory) == numbers


def test_a_killed_demo_leaves_nobody_behind(made: Path, tmp_path: Path) -> None:
    with running(copy_of(made, tmp_path)) as demo:
        # Pages, a worker, a mail listener and a hand of it.
        family = awaited(lambda: _of_size(family_of(demo.process.pid), 4), PATIENCE)
        kill(demo.process.pid)
        demo.process.wait(timeout=PATIENCE)
        for pid in family:
            awaited(partial(is_gone, pid), PATIENCE)


def test_a_polite_end_leaves_nobody_behind(made: Path, tmp_path: Path) -> None:
    with running(copy_of(made, tmp_path)) as demo:
        family = family_of(demo.process.pid)
        demo.process.terminate()
        assert demo.process.wait(timeout=PATIENCE) == 0
        assert [pid for pid in family if not is_gone(pid)] == []


def test_mail_comes_in_by_smtp_where_it_is_asked_for(made: Path, tmp_path: Path) -> None:
    port = free_port()
    mail = odiles("The bell rings on Sundays, too", to="support@bicom.example")
    with running(copy_of(made, tmp_path), "--smtp-port", str(port)) as demo:
        with smtplib.SMTP("127.0.0.1", port) as client:
            assert client.send_message(mail) == {}
        assert "BIC" in demo.answer_to(mail)["Subject"]


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        said = refusal("--data", "demo", "--port", port, home=tmp_path)
    assert f"Port {port} of 127.0.0.1 can't be had: another program has it." in said
    assert not list(tmp_path.glob("demo/desk.sqlite3"))


def test_without_options_it_takes_free_ports_and_lies_in_the_data_directory(
    made: Path, tmp_path: Path
) -> None:
    home = tmp_path / ".local" / "share" / "charterdesk"
    home.mkdir(parents=True)
    copy_of(made, home)
    process = start("--json", home=tmp_path)
    try:
        places = json.loads(next_line(process))
        assert status_of(places["web"]) in {200, 302}
        assert cases_in(home / "demo") == cases_in(made)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def test_what_it_says_to_people_names_every_place_and_its_age(made: Path, tmp_path: Path) -> None:
    directory = copy_of(made, tmp_path)
    with closing(sqlite3.connect(directory / "desk.sqlite3")) as database, database:
        database.execute("UPDATE charters_charterversion SET published_at = '2026-01-01 10:00:00'")
    ports = ("--port", str(free_port()), "--lmtp-port", str(free_port()))
    bugs = ("--bugs-port", str(free_port()))
    process = start("--data", str(directory), *ports, *bugs, home=tmp_path)
    try:
        said = next_line(process)
        while "clocks are old" not in said:
            said += next_line(process)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
    assert "Ctrl-C" in said.splitlines()[0]
    assert re.search(rf"Sign in +http://127.0.0.1:{ports[1]}/sign-in/", said)
    assert f"LMTP on 127.0.0.1:{ports[3]}" in said
    assert str(directory / "sent") in said
    assert f"CHARTERDESK_SITE=http://localhost:{ports[1]} charterdesk invite ben" in said


def test_a_directory_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("I was here first.")
    assert "can't be used as a directory" in refusal("--data", "demo", home=tmp_path)


def test_a_desk_that_is_no_sample_is_left_alone(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "CHARTERDESK_DATA": str(tmp_path / "real")}
    charterdesk = (sys.executable, "-m", "charterdesk.command")
    (tmp_path / "real").mkdir()
    give_sqlite(tmp_path / "real" / "desk.sqlite3")
    hire = (
        "from charterdesk.accounts.models import Person;"
        "Person.objects.create(username='ada', name='Ada', email='ada@desk.example')"
    )
    subprocess.run([*charterdesk, "manage", "shell", "-c", hire], env=env, check=True)
    assert "is no sample" in refusal("--data", "real", home=tmp_path)


def _of_size(family: list[int], least: int) -> list[int] | None:
    return family if len(family) >= least else None
