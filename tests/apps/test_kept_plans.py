"""Plans that PostgreSQL keeps of prepared queries."""

import pytest
from django.db import connection, transaction

from charterdesk.cases.models import Case
from charterdesk.kit.kept_plans import POSTGRESQL
from charterdesk.kit.prepared import Prepared, Sql, Statement
from tests.apps.cases.desk_work import opened

pytestmark = pytest.mark.django_db


def words(*, number: int) -> Sql:
    sql = "SELECT word FROM kept_plan WHERE note = '100%%' AND kind = %s AND n = %s"
    return sql, ("a'b", number)


def run(sql: str) -> None:
    """Do it over a connection of its own, as another process does."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(sql)
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_a_plan_is_made_anew_once_its_table_was_changed() -> None:
    run("CREATE TABLE kept_plan (n int, word varchar(10), note text, kind text)")
    try:
        run("INSERT INTO kept_plan VALUES (1, 'one', '100%', 'a''b')")
        asked = Statement(words)
        assert asked.rows(number=1) == [("one",)]
        run("ALTER TABLE kept_plan ALTER word TYPE varchar(20)")
        assert asked.rows(number=1) == [("one",)]
        run("ALTER TABLE kept_plan ALTER word TYPE varchar(30)")
        with pytest.raises(Exception, match="cached plan"), transaction.atomic():
            asked.rows(number=1)
        assert asked.rows(number=1) == [("one",)], "what failed once is not kept"
    finally:
        run("DROP TABLE kept_plan")


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_what_never_changes_stands_in_the_text_of_the_query() -> None:
    case = opened()
    prepared = Prepared(lambda *, pk: Case.objects.filter(pk=pk, status="new", is_open=True))
    assert [prepared.first(pk=case.pk) for _ in range(7)] == [case] * 7
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, parameter_types::text FROM pg_prepared_statements")
        kept = [types for text, types in cursor.fetchall() if "'new'" in text]
    assert len(kept) == 1
    assert kept[0].count(",") == 0, "one parameter, the key"
    assert connection.vendor == POSTGRESQL
