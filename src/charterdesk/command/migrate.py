"""Bring the database's tables up to this version."""

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor

from charterdesk.kit.settings_readers import CannotStart
from charterdesk.kit.sqlite.base import DatabaseWrapper


def migrate() -> None:
    """Bring the database's tables up to this version; safe to repeat."""
    make_tables()


def make_tables(*, verbosity: int = 1) -> None:
    """Run every migration that the database lacks; a new SQLite file gets its journal."""
    wrapper = connections[DEFAULT_DB_ALIAS]
    if isinstance(wrapper, DatabaseWrapper):
        wrapper.keep_write_ahead_log()
    call_command("migrate", interactive=False, verbosity=verbosity)


def refuse_old_tables() -> None:
    """Stop with one sentence where the database lacks a migration of this version."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CannotStart(
            "The database's tables are not of this version: type charterdesk migrate."
        )
