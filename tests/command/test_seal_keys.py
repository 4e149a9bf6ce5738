"""The keys of the seals are added, rotated and dropped at the console; no secret is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from charterdesk.access.models import Secret
from charterdesk.access.resealing import BATCH, reseal_all, secrets_by_key
from charterdesk.command import run
from charterdesk.kit.seal_keys import add_key, drop_key, ensure_keys, read_keys
from charterdesk.kit.seals import Sealed, open_seal
from tests.apps.access.systems import WORD, secret, system

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path) -> Iterator[None]:
    with override_settings(SEAL_KEYS=ensure_keys(tmp_path / "seal.keys")):
        yield


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """The file."""
    return tmp_path / "seal.keys"


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """What `charterdesk seal-keys WORDS...` says."""
    try:
        assert run(["seal-keys", *words]) == code
    except SystemExit as ended:
        assert (ended.code or 0) == code  # noqa: PT017
    shown = capsys.readouterr()
    return shown.out + shown.err


def opened(row: Secret) -> str:
    """The secret behind a row as it stands now."""
    row.refresh_from_db()
    return open_seal(Sealed(row.key, row.sealed), place=row.place)


def test_a_whole_rotation_keeps_every_secret(
    keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, (old,) = secret(), read_keys(keys)
    assert f"{old}: 1 secrets, seals what is kept now" in said(capsys)
    assert "seals from now on" in said(capsys, "add")
    assert "rotate first" in said(capsys, "drop", old, code=2)
    assert "1 secrets are sealed anew" in said(capsys, "rotate")
    assert "is dropped" in said(capsys, "drop", old)
    assert opened(one) == WORD
    assert list(read_keys(keys)) == [one.key]


def test_a_key_that_is_gone_is_listed_and_stops_a_rotation(
    keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = secret().key
    add_key(keys)
    drop_key(keys, gone)
    assert f"{gone}: 1 secrets, and the key is gone" in said(capsys, "list", code=1)
    assert "put the file back from a backup" in said(capsys, "rotate", code=2)


def test_an_interrupted_rotation_goes_on_where_it_was(keys: Path) -> None:
    of = system()
    rows = [secret(of, what=f"word {number}") for number in range(BATCH + 3)]
    old, new = rows[0].key, add_key(keys)
    rotation = reseal_all()
    assert next(rotation) == BATCH
    assert secrets_by_key() == {old: 3, new: BATCH}
    assert list(reseal_all()) == [3]
    assert {opened(row) for row in rows} == {WORD}


def test_a_wiped_secret_is_no_reason_to_keep_a_key(keys: Path) -> None:
    of = system()
    secret(of)
    secret(of)
    assert sum(secrets_by_key().values()) == 1
