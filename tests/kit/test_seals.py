"""Secrets under seal: another key, another place or a changed letter opens nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from charterdesk.kit.seal_keys import KeysFault, add_key, drop_key, ensure_keys, read_keys
from charterdesk.kit.seals import SealBroken, Sealed, open_seal, seal
from charterdesk.kit.settings_readers import MalformedSetting

WORD = "correct-horse-canary"


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Path]:
    """A file of keys of the test's own."""
    file = ensure_keys(tmp_path / "seal.keys")
    with override_settings(SEAL_KEYS=file):
        yield file


@given(secret=st.text(st.characters(codec="utf-8")), place=st.text(st.characters(codec="utf-8")))
def test_what_was_sealed_opens_at_its_place(secret: str, place: str) -> None:
    assert open_seal(seal(secret, place=place), place=place) == secret


def test_the_sealed_text_holds_nothing_of_the_secret_and_is_never_the_same(keys: Path) -> None:
    first, second = seal(WORD, place="a"), seal(WORD, place="a")
    assert WORD not in first.content
    assert first.content != second.content
    assert first.content not in repr(first)


def test_moved_to_another_place_it_opens_no_more(keys: Path) -> None:
    sealed = seal(WORD, place="system 1")
    with pytest.raises(SealBroken, match="was changed since it was kept"):
        open_seal(sealed, place="system 2")


def test_a_changed_letter_is_seen(keys: Path) -> None:
    sealed = seal(WORD, place="a")
    other = "A" if sealed.content[20] != "A" else "B"
    changed = Sealed(sealed.key, sealed.content[:20] + other + sealed.content[21:])
    with pytest.raises(SealBroken, match="was changed"):
        open_seal(changed, place="a")


def test_the_file_is_for_its_owner_alone(keys: Path) -> None:
    assert keys.stat().st_mode & 0o777 == 0o600
    add_key(keys)
    assert keys.stat().st_mode & 0o777 == 0o600
    keys.chmod(0o640)
    with pytest.raises(MalformedSetting, match="Others can read"):
        ensure_keys(keys)


def test_a_new_key_seals_and_the_old_one_still_opens(keys: Path) -> None:
    old = seal(WORD, place="a")
    name = add_key(keys)
    assert seal(WORD, place="a").key == name
    assert open_seal(old, place="a") == WORD


def test_a_key_that_is_gone_is_told_in_one_sentence(keys: Path) -> None:
    sealed = seal(WORD, place="a")
    add_key(keys)
    drop_key(keys, sealed.key)
    with pytest.raises(SealBroken, match=f"The key {sealed.key} that opens this is not in .*keys"):
        open_seal(sealed, place="a")


def test_without_the_file_nothing_is_sealed_and_it_says_what_to_do(keys: Path) -> None:
    keys.unlink()
    with pytest.raises(SealBroken, match="is gone: put it back from your backup"):
        seal(WORD, place="a")


def test_the_key_that_seals_is_never_dropped(keys: Path) -> None:
    (name,) = read_keys(keys)
    with pytest.raises(KeysFault, match="add another one first"):
        drop_key(keys, name)
    with pytest.raises(KeysFault, match="has no key zz"):
        drop_key(keys, "zz")


@pytest.mark.parametrize("text", ["", "a b\n", "nonsense\n", "abcd " + "!" * 43 + "=\n"])
def test_a_damaged_file_is_told_and_not_made_anew(keys: Path, text: str) -> None:
    keys.write_text(text, encoding="ascii")
    ensure_keys(keys)
    with pytest.raises(KeysFault, match="from your backup"):
        read_keys(keys)


def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    file = tmp_path / "seal.keys"
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: dict(read_keys(ensure_keys(file))), range(16)))
    assert all(one == found[0] for one in found)
    assert len(found[0]) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["seal.keys"]


def test_two_commands_do_not_change_the_keys_at_once(keys: Path) -> None:
    keys.with_name("seal.keys.new").touch()
    with pytest.raises(KeysFault, match="Another command is changing the keys"):
        add_key(keys)
