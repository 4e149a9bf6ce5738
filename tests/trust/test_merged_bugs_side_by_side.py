"""A bug is read while its case is merged and taken apart again: nobody waits in a circle (R12)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from charterdesk.accounts.models import Person
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import link_bug, merge_case, undo_merge
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.cases.verifying import differences
from charterdesk.trackers.following import live_links
from charterdesk.trackers.mirroring import take_over
from charterdesk.trackers.models import BugLink, TrackedBug
from charterdesk.trackers.telling import tell_next
from charterdesk.trackers.values import Remark, Ticket
from tests.apps.cases.desk_work import minutes, opened
from tests.apps.cast import ada
from tests.trust.test_side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


def moments() -> Iterator[datetime]:
    """A second after the other, from an hour after the beginning."""
    at = minutes(60)
    while True:
        at += timedelta(seconds=1)
        yield at


def on_a_bug(case: Case, by: Person) -> TrackedBug:
    assert isinstance(
        link_bug(case=case, number="bugs#7", critical=True, by=by, at=minutes(1)), Done
    )
    bug = TrackedBug.objects.create(
        tracker="bugs", number="7", read_at=minutes(1), last_remark=0, next_read_at=minutes(2)
    )
    version = Case.objects.get(pk=case.pk).version
    BugLink.objects.create(bug=bug, case=case, label="bugs#7", at=minutes(1), told_version=version)
    return bug


@pytest.mark.parametrize("into_the_older", [True, False])
def test_a_bug_read_while_its_case_is_merged_and_taken_apart_is_on_one_case(
    into_the_older: bool,
) -> None:
    by, older, newer = ada(), opened(), opened()
    stays, goes = (older, newer) if into_the_older else (newer, older)
    bug = on_a_bug(goes, by)

    def merging() -> None:
        clock = moments()
        for _ in range(ROUNDS):
            assert isinstance(merge_case(case=goes, into=stays, by=by, at=next(clock)), Done)
            assert isinstance(undo_merge(case=goes, by=by, at=next(clock)), Done)
        assert isinstance(merge_case(case=goes, into=stays, by=by, at=next(clock)), Done)

    def reading() -> None:
        for number in range(1, 2 * ROUNDS):
            ticket = Ticket("7", "It falls over", "open", False, f"c{number}")
            take_over(bug.pk, ticket, [Remark(number, "petra", f"Word {number}.")], minutes(61))

    def telling() -> None:
        for _ in range(2 * ROUNDS):
            tell_next(minutes(62))

    at_once(merging, reading, telling)
    while tell_next(minutes(63)):
        pass
    assert [link.case for link in live_links(bug)] == [stays]
    assert set(load(stays.pk).state.bugs) == {"bugs#7"}
    notes = goes.messages.filter(public=False).count() + stays.messages.filter(public=False).count()
    assert notes == 2 * ROUNDS - 1
    assert list(differences()) == []
