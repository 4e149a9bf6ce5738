"""Readers of deployment settings: what they take, and the sentence for what they don't."""

import multiprocessing
from pathlib import Path

import pytest

from charterdesk.kit.settings_readers import (
    MalformedSetting,
    read_directory,
    read_entries,
    read_flag,
    read_kept_secret,
    read_list,
    read_site,
    read_text,
)


def test_a_missing_setting_has_its_default() -> None:
    assert read_text("DESK_NAME", "Desk", env={}) == "Desk"
    assert read_flag("DESK_OPEN", True, env={}) is True
    assert read_list("DESK_HOSTS", ("a", "b"), env={}) == ("a", "b")


def test_a_setting_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "name").write_text("Night desk\n")
    assert read_text("DESK_NAME", "", env={"DESK_NAME_FILE": f"{tmp_path}/name"}) == "Night desk"


def test_a_setting_given_twice_is_refused() -> None:
    env = {"DESK_NAME": "a", "DESK_NAME_FILE": "/b"}
    with pytest.raises(MalformedSetting, match="Both DESK_NAME and DESK_NAME_FILE are set"):
        read_text("DESK_NAME", "", env=env)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MalformedSetting, match="DESK_NAME_FILE names .*/none, which can't be read"):
        read_text("DESK_NAME", "", env={"DESK_NAME_FILE": f"{tmp_path}/none"})


@pytest.mark.parametrize(("word", "flag"), [("yes", True), ("ON", True), ("0", False)])
def test_a_flag_is_a_word(word: str, flag: bool) -> None:
    assert read_flag("DESK_OPEN", not flag, env={"DESK_OPEN": word}) is flag


def test_a_flag_of_another_word_is_refused() -> None:
    with pytest.raises(MalformedSetting, match="DESK_OPEN is 'maybe': it wants yes or no"):
        read_flag("DESK_OPEN", True, env={"DESK_OPEN": "maybe"})


def test_a_list_takes_commas_and_spaces() -> None:
    assert read_list("DESK_HOSTS", env={"DESK_HOSTS": "a, b c"}) == ("a", "b", "c")


def test_entries_are_lines_of_yaml_by_their_names() -> None:
    assert read_entries("DESK_TOOLS", "name: tool", env={"DESK_TOOLS": "1: a"}) == {"1": "a"}
    assert read_entries("DESK_TOOLS", "name: tool", env={"DESK_TOOLS": " "}) == {}


@pytest.mark.parametrize(
    ("text", "wanted"), [("[a", "is not YAML"), ("- a", "wants lines of `name: tool`")]
)
def test_entries_that_are_none_are_refused(text: str, wanted: str) -> None:
    with pytest.raises(MalformedSetting, match=f"DESK_TOOLS {wanted}"):
        read_entries("DESK_TOOLS", "name: tool", env={"DESK_TOOLS": text})


def test_a_site_loses_its_last_slash() -> None:
    env = {"DESK_SITE": "https://desk.example.org:8443/"}
    assert read_site("DESK_SITE", "", env=env) == "https://desk.example.org:8443"


@pytest.mark.parametrize(
    "text",
    ["desk.example.org", "ftp://desk", "https://", "https://a/b", "https://me@desk", "http://a:x"],
)
def test_a_site_that_nobody_could_type_is_refused(text: str) -> None:
    with pytest.raises(MalformedSetting, match="such as https://desk.example.org"):
        read_site("DESK_SITE", "", env={"DESK_SITE": text})


def test_a_missing_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    made = read_directory("DESK_DATA", tmp_path / "a" / "b", env={})
    assert made.is_dir()
    assert made.stat().st_mode & 0o777 == 0o700


def test_a_file_in_place_of_the_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(MalformedSetting, match="DESK_DATA names .*/data, which can't be used"):
        read_directory("DESK_DATA", tmp_path / "data", env={})


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    kept = tmp_path / "secret.key"
    first = read_kept_secret("DESK_SECRET", kept, env={})
    assert len(first) >= 40
    assert read_kept_secret("DESK_SECRET", kept, env={}) == first
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


def _secret(path: Path) -> str:
    return read_kept_secret("DESK_SECRET", path, env={})


def test_processes_that_start_at_once_keep_one_secret(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        secrets = pool.map(_secret, [tmp_path / "secret.key"] * 16, chunksize=1)
    assert len(set(secrets)) == 1


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    kept = tmp_path / "secret.key"
    kept.write_text("s" * 50)
    kept.chmod(0o644)
    with pytest.raises(MalformedSetting, match="type chmod 600"):
        read_kept_secret("DESK_SECRET", kept, env={})


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedSetting, match="40 characters"):
        read_kept_secret("DESK_SECRET", tmp_path / "x", env={"DESK_SECRET": "short"})
