"""The address of the database: two forms, and one sentence for every other."""

from pathlib import Path

import pytest

from charterdesk.kit.database_url import database_from
from charterdesk.kit.settings_readers import MalformedSetting


@pytest.mark.parametrize("slashes", ["//", "///"])
def test_a_path_names_an_embedded_database(slashes: str, tmp_path: Path) -> None:
    database = database_from("DESK_DATABASE", f"sqlite:{slashes}{tmp_path}/desk%20one.sqlite3")
    assert database["ENGINE"] == "charterdesk.kit.sqlite"
    assert database["NAME"] == f"{tmp_path}/desk one.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_server_is_named_with_its_user() -> None:
    database = database_from("DESK_DATABASE", "postgresql://ada:p%40ss@db.example:5433/desk")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    parts = [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert parts == ["ada", "p@ss", "db.example", "5433", "desk"]


def test_a_server_without_a_host_is_the_one_of_this_machine() -> None:
    database = database_from("DESK_DATABASE", "postgresql:///desk")
    assert (database["HOST"], database["NAME"]) == ("", "desk")


@pytest.mark.parametrize(
    "address",
    [
        "desk.sqlite3",
        "sqlite:",
        "sqlite:///",
        "sqlite://desk.sqlite3",
        "sqlite:////no/such/place/desk.sqlite3",
        "mysql://ada:sesame@db/desk",
        "postgres://ada:sesame@db/desk",
        "postgresql:/desk",
        "postgresql://ada:sesame@db",
        "postgresql://ada:sesame@db/desk/more",
        "postgresql://ada:sesame@db:port/desk",
        "postgresql://ada:sesame@db/desk?sslmode=require",
        "postgresql://[ada:sesame@db/desk",
    ],
)
def test_another_form_is_refused_without_the_password(address: str) -> None:
    with pytest.raises(MalformedSetting, match=r"^DESK_DATABASE .*\.$") as refusal:
        database_from("DESK_DATABASE", address)
    assert "sesame" not in str(refusal.value)
