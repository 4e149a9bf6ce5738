"""From an empty desk to the first person in it: migrate, publish, invite."""

import re
from pathlib import Path

import pytest
from django.test import Client

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.charters.models import CharterVersion
from charterdesk.charters.queries import live_charters
from charterdesk.command import run
from charterdesk.kit.wallclock import now
from charterdesk.oncall.commands import assign_role
from tests.apps.cast import ben

pytestmark = pytest.mark.django_db

CHARTER = """charter: mine
version: {version}
zone: Europe/Paris
accepts: {{W25: we ask our customers ourselves}}
roles: {{desk: {{is: person}}}}
last_resort: desk
channels: {{mail: {{address: help@mine.example}}}}
priorities: {{set_by: [desk], list: {{normal: {{default: yes}}}}}}
promises: {{normal: {{hours: always, response: {response}}}}}
"""


def outcome(*words: str) -> int:
    """The exit code of `charterdesk WORDS...` in this process."""
    try:
        return run(words)
    except SystemExit as ended:
        return int(ended.code or 0)


def written(place: Path, *, version: int = 1, response: str = "1h") -> str:
    """A charter's file."""
    file = place / "mine.yaml"
    file.write_text(CHARTER.format(version=version, response=response), encoding="utf-8")
    return str(file)


def test_a_published_charter_takes_in_cases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome("publish", written(tmp_path)) == 0
    assert "mine, version 1, is published; in force from" in capsys.readouterr().out
    assert [charter.name for charter in live_charters(now())] == ["mine"]


def test_a_shipped_charter_is_published_by_its_name() -> None:
    assert outcome("publish", "voxeo") == 0
    assert CharterVersion.objects.get().name == "voxeo"


def test_a_charter_with_errors_is_not_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome("publish", written(tmp_path, response="soon")) == 1
    assert "mine.yaml:9:" in capsys.readouterr().out
    assert not CharterVersion.objects.exists()


def test_a_warning_stops_a_version_unless_it_is_accepted_by_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome("publish", "roxen") == 1
    told = capsys.readouterr().out
    assert "W13 warning: " in told
    assert "roxen.yaml: not published; mend or accept: W13." in told
    assert outcome("publish", "roxen", "--accept", "W5") == 1
    assert not CharterVersion.objects.exists()
    assert outcome("publish", "roxen", "--accept", "W13") == 0
    assert CharterVersion.objects.get().name == "roxen"


def test_an_error_of_the_checks_is_accepted_by_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    never = Path(written(tmp_path))
    text = never.read_text(encoding="utf-8") + "hours: {never: {open: []}}\n"
    never.write_text(text, encoding="utf-8")
    assert outcome("publish", str(never), "--accept", "E4") == 1
    assert not CharterVersion.objects.exists()


def test_a_version_never_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome("publish", written(tmp_path))
    granted(
        assign_role(charter=live_charters(now())[0], role="desk", person=ben(), by=DESK, at=now())
    )
    assert outcome("publish", written(tmp_path, response="2h")) == 2
    assert "give this text version 2" in capsys.readouterr().err
    assert outcome("publish", written(tmp_path, response="2h", version=2)) == 0
    assert CharterVersion.objects.count() == 2


def test_a_version_waits_for_people_who_keep_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome("publish", written(tmp_path))
    assert outcome("publish", written(tmp_path, version=2)) == 1
    assert "E23 error: Row 'normal', day and night: nobody is desk" in capsys.readouterr().out
    granted(
        assign_role(charter=live_charters(now())[0], role="desk", person=ben(), by=DESK, at=now())
    )
    assert outcome("publish", written(tmp_path, version=2)) == 0


def test_the_first_person_comes_in_by_the_printed_link(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome("invite", "ada", "--email", "ada@desk.example", "--admin") == 0
    link = capsys.readouterr().out.strip()
    path = re.sub(r"^http://localhost:8000", "", link)
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 302
    assert client.session["_auth_user_id"] == str(Person.objects.get(is_admin=True).pk)


def test_somebody_known_gets_another_link(capsys: pytest.CaptureFixture[str]) -> None:
    outcome("invite", "ada", "--email", "ada@desk.example")
    assert outcome("invite", "ada") == 0
    first, second = capsys.readouterr().out.split()
    assert first != second
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nobody"], "There is nobody called 'nobody'"),
        (["a b", "--email", "a@b.example"], "can't be a user name"),
        (["ada", "--email", "ada"], "email"),
        (["ada", "--email", "a@b.example", "--zone", "Mars"], "is no time zone"),
    ],
)
def test_who_cannot_be_invited_is_one_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome("invite", *words) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_a_closed_account_stays_closed(capsys: pytest.CaptureFixture[str]) -> None:
    outcome("invite", "ada", "--email", "ada@desk.example")
    Person.objects.update(is_active=False)
    assert outcome("invite", "ada") == 2
    assert "is closed" in capsys.readouterr().err


def test_who_leaves_is_out_at_once_and_may_come_back(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome("invite", "ada", "--email", "ada@desk.example", "--admin")
    path = re.sub(r"^http://localhost:8000", "", capsys.readouterr().out.strip())
    client.post(path)
    assert client.get("/desk/people/").status_code == 200
    assert outcome("close-account", "ada") == 0
    assert capsys.readouterr().out == "The account of ada is closed.\n"
    assert client.get("/desk/people/").status_code == 302
    assert outcome("invite", "ada") == 2
    assert "charterdesk close-account ada --reopen" in capsys.readouterr().err
    assert outcome("close-account", "ada", "--reopen") == 0
    assert outcome("invite", "ada") == 0


def test_an_account_that_is_not_there_is_not_closed(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome("close-account", "nobody") == 2
    assert capsys.readouterr().err == "charterdesk: There is nobody called 'nobody'.\n"
