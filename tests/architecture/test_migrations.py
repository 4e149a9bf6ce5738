"""Migrations: none missing, each named by what it does, each with a way back."""

import ast
import re

import pytest
from django.core.management import call_command

from tests.architecture.source_tree import SOURCE, own, shown, tree

MIGRATIONS = [
    path
    for path in own(".py", under=SOURCE)
    if path.parent.name == "migrations" and path.stem != "__init__"
]
UNNAMED = re.compile(r"_auto_|_and_more|^\d+_alter_\w+_(options|managers)$|^\d{4}$")


@pytest.mark.django_db
def test_no_model_lacks_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_says_what_it_does() -> None:
    assert [shown(path) for path in MIGRATIONS if UNNAMED.search(path.stem)] == []


def test_every_migration_has_a_way_back() -> None:
    one_way = [
        f"{shown(path)}:{call.lineno}"
        for path in MIGRATIONS
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"RunPython", "RunSQL"}
        and len(call.args) + len(call.keywords) < 2
    ]
    assert one_way == []
