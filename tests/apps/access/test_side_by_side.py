"""Several people at once on one system: the log stays one chain, and a secret is shown once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from charterdesk.access.commands import Shown, keep_secret, show_secret
from charterdesk.access.journal import journal_faults
from charterdesk.access.models import AccessLine, Secret
from charterdesk.kit.wallclock import now
from tests.apps.access.systems import ada_may_look, case, secret, system
from tests.apps.cast import ada

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def at_once(deed: Callable[[int], object]) -> list[object]:
    """The deed in so many threads, each with a connection of its own."""

    def alone(number: int) -> object:
        try:
            return deed(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(alone, range(AT_ONCE), timeout=60))


def test_secrets_kept_at_once_leave_one_chain_and_one_living_secret() -> None:
    of, by = system(), ada()
    at_once(lambda number: keep_secret(
        system=of, what="root", account="", secret=f"word {number}", by=by, at=now(),
    ))  # fmt: skip
    assert Secret.objects.filter(ended_at__isnull=True).count() == 1
    lines = AccessLine.objects.filter(system=of).order_by("seq")
    assert [line.seq for line in lines] == list(range(1, AT_ONCE + 2))
    assert list(journal_faults()) == []


def test_a_form_pressed_in_many_windows_shows_the_secret_once() -> None:
    ada_may_look()
    one, work, by = secret(), case(), ada()
    found = at_once(lambda _number: show_secret(
        secret=one, case=work, reason="The trunk", key="same", by=by, at=now(),
    ))  # fmt: skip
    assert sum(isinstance(answer, Shown) for answer in found) == 1
    assert AccessLine.objects.filter(kind="shown").count() == 1
