"""Prepared queries: what the queryset itself would give, with other values each time."""

from collections.abc import Sequence
from threading import Thread

import pytest
from django.db import close_old_connections, connection
from django.db.models import Count, Q, QuerySet
from pytest_django.fixtures import DjangoAssertNumQueries

from charterdesk.cases.models import Case, CaseEvent
from charterdesk.kit.prepared import KEPT_AT_MOST, Prepared, Sql, Statement
from tests.apps.cases.desk_work import minutes, opened

pytestmark = pytest.mark.django_db


def asked_for(priority: str, *, numbers: Sequence[str], below: int) -> QuerySet[Case]:
    found = Case.objects.filter(Q(number__in=numbers) | Q(pk__lt=below), priority=priority)
    return (
        found.select_related("organisation", "owner").annotate(said=Count("events")).order_by("pk")
    )


def same(prepared: Sequence[Case], plain: Sequence[Case]) -> None:
    assert [case.__dict__.keys() for case in prepared] == [case.__dict__.keys() for case in plain]
    for one, other in zip(prepared, plain, strict=True):
        assert {k: v for k, v in one.__dict__.items() if k != "_state"} == {
            k: v for k, v in other.__dict__.items() if k != "_state"
        }
        assert one._state.fields_cache.keys() == other._state.fields_cache.keys()


@pytest.mark.parametrize("picked", [[], [0], [0, 1], [0, 1, 2], [4, 3, 2, 1, 0]])
def test_it_gives_what_the_queryset_gives_for_lists_of_any_length(picked: list[int]) -> None:
    cases = [opened(minutes(at)) for at in range(5)]
    prepared = Prepared(asked_for)
    numbers = [cases[at].number for at in picked]
    for below in (cases[2].pk, 0):
        found = prepared.rows("normal", numbers=numbers, below=below)
        same(found, list(asked_for("normal", numbers=numbers, below=below)))


def test_what_it_joined_and_counted_comes_without_another_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    case = opened()
    events = CaseEvent.objects.filter(case=case).count()
    with django_assert_num_queries(1):
        found = Prepared(asked_for).first("normal", numbers=[case.number], below=0)
        assert found is not None
        assert found.organisation == case.organisation
    assert vars(found)["said"] == events


def test_the_sql_is_made_once_for_each_shape() -> None:
    made: list[str] = []

    def make(priority: str, *, numbers: Sequence[str], below: int) -> QuerySet[Case]:
        made.append(priority)
        return asked_for(priority, numbers=numbers, below=below)

    prepared = Prepared(make)
    for numbers in (["A"], ["B"], ["C", "D", "E"], ["F", "G", "H", "I"]):
        assert prepared.rows("normal", numbers=numbers, below=0) == []
    assert made == ["normal", "normal"]
    prepared.rows("low", numbers=["A"], below=0)
    assert made[2:] == ["low"]


def test_a_list_of_nothing_finds_nothing() -> None:
    opened()
    prepared = Prepared(lambda *, numbers: Case.objects.filter(number__in=numbers))
    assert prepared.rows(numbers=[]) == []


def test_a_hostile_value_is_only_ever_a_value() -> None:
    opened()
    prepared = Prepared(lambda *, ref: Case.objects.filter(number=ref))
    assert prepared.rows(ref="x' OR '1'='1") == []
    assert prepared.rows(ref="%s %(ref)s \ue0000\ue001") == []
    assert Case.objects.count() == 1


def test_a_statement_gives_the_rows_of_the_database() -> None:
    case = opened()

    def make(*, pk: int) -> Sql:
        return Case.objects.filter(pk=pk).values_list("number", "priority").query.sql_with_params()

    assert [tuple(row) for row in Statement(make).rows(pk=case.pk)] == [(case.number, "normal")]


def test_very_many_shapes_do_not_grow_without_end() -> None:
    case = opened()
    prepared = Prepared(lambda _shape, *, ref: Case.objects.filter(number=ref))
    for shape in range(KEPT_AT_MOST + 20):
        assert prepared.rows(shape, ref=case.number) == [case]


@pytest.mark.django_db(transaction=True)
def test_threads_share_no_compiled_query() -> None:
    case = opened()
    prepared = Prepared(lambda *, ref: Case.objects.filter(number=ref))
    found: list[list[Case]] = [prepared.rows(ref=case.number)]

    def ask() -> None:
        try:
            found.append(prepared.rows(ref=case.number))
        finally:
            close_old_connections()
            connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [[case], [case]]


def test_a_word_may_stand_inside_what_a_column_is_like() -> None:
    case = opened()
    prepared = Prepared(lambda *, word: Case.objects.filter(subject__icontains=word))
    part = case.subject[1:4]
    for word in (part.upper(), part.lower()):
        assert prepared.rows(word=word) == [case]
    for word in ("%", f"{part[0]}_{part[2]}", "\\", "%s", "'"):
        assert prepared.rows(word=word) == list(Case.objects.filter(subject__icontains=word)) == []


@pytest.mark.parametrize("key", [2**63, -(2**63) - 1, 10**30])
def test_a_number_that_no_column_holds_finds_nothing(key: int) -> None:
    opened()
    assert Prepared(lambda *, key: Case.objects.filter(pk=key)).rows(key=key) == []
