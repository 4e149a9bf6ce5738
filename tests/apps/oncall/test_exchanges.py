"""Cover and swaps: asked for, accepted by who was asked, and only then in force."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.oncall.commands import (
    answer_cover,
    answer_swap,
    ask_cover,
    propose_swap,
    report_absence,
    withdraw_cover,
)
from charterdesk.oncall.commands.swaps import Exchange
from charterdesk.oncall.models import CoverOffer, CoverRequest, Override, Swap
from charterdesk.oncall.queries import rota_for
from tests.apps.cast import MONDAY, ada, ben, charter
from tests.apps.oncall.rota_scene import layer, nights, on_duty, wall, zoe

pytestmark = pytest.mark.django_db

FROM, TO = "2026-06-17T12:00", "2026-06-17T14:00"


@pytest.fixture(autouse=True)
def weeks() -> None:
    layer(ada(), ben())


def ask(*asked: Person, since: str = FROM, until: str = TO) -> CoverRequest | Refusal:
    return ask_cover(
        charter=charter(), rota=nights(), since=wall(since), until=wall(until),
        asked=asked, note="dentist", by=ada(), at=MONDAY,
    )  # fmt: skip


def answer(person: Person, accept: bool = True, at: datetime = MONDAY) -> CoverRequest | Refusal:
    offer = CoverOffer.objects.get(person=person)
    return answer_cover(charter=charter(), offer=offer, accept=accept, by=person, at=at)


def propose(theirs: tuple[str, str] = ("2026-06-24T12:00", "2026-06-24T14:00")) -> Swap | Refusal:
    exchange = Exchange((wall(FROM), wall(TO)), (wall(theirs[0]), wall(theirs[1])))
    return propose_swap(
        charter=charter(), rota=nights(), other=ben(), exchange=exchange, by=ada(), at=MONDAY
    )


def test_cover_changes_nothing_until_somebody_accepts() -> None:
    granted(ask(zoe(), ben()))
    assert on_duty("2026-06-17T11:00") == ["ada"]
    granted(answer(zoe()))
    assert [on_duty(f"2026-06-17T{hour}:30") for hour in ("09", "10", "11", "12")] == [
        ["ada"], ["zoe"], ["zoe"], ["ada"],
    ]  # fmt: skip


def test_the_first_to_accept_has_it() -> None:
    granted(ask(zoe(), ben()))
    granted(answer(zoe()))
    late = answer(ben())
    assert isinstance(late, Refusal)
    assert "Somebody else has taken it" in late.text
    assert Override.objects.get().person == zoe()


def test_who_says_no_is_remembered_and_may_still_think_again() -> None:
    granted(ask(zoe()))
    granted(answer(zoe(), accept=False))
    assert CoverOffer.objects.get().declined_at == MONDAY
    assert not Override.objects.exists()
    granted(answer(zoe()))
    assert Override.objects.exists()


def test_only_who_was_asked_answers() -> None:
    granted(ask(zoe()))
    with pytest.raises(PermissionDenied):
        answer_cover(
            charter=charter(), offer=CoverOffer.objects.get(), accept=True, by=ben(), at=MONDAY
        )


def test_cover_that_was_withdrawn_can_not_be_taken() -> None:
    request = granted(ask(zoe()))
    with pytest.raises(PermissionDenied):
        withdraw_cover(request=request, by=zoe(), at=MONDAY)
    assert withdraw_cover(request=request, by=ada(), at=MONDAY) is None
    assert withdraw_cover(request=request, by=ada(), at=MONDAY) is not None
    assert isinstance(answer(zoe()), Refusal)
    assert not Override.objects.exists()


def test_who_is_away_can_not_take_cover() -> None:
    granted(ask(zoe()))
    granted(
        report_absence(charters=(charter(),),
            person=zoe(), since=wall("2026-06-17T00:00"), until=wall("2026-06-18T00:00"),
            by=zoe(), at=MONDAY,
        )
    )  # fmt: skip
    refusal = answer(zoe())
    assert isinstance(refusal, Refusal)
    assert "You are away then" in refusal.text


def test_who_has_another_level_then_can_not_take_cover() -> None:
    layer(zoe(), level=2)
    granted(ask(zoe()))
    assert isinstance(answer(zoe()), Refusal)


def test_cover_holds_from_the_moment_of_accepting_only() -> None:
    granted(ask(zoe()))
    middle = MONDAY + timedelta(days=2, hours=3)
    granted(answer(zoe(), at=middle))
    assert Override.objects.get().since == middle
    assert isinstance(answer(zoe(), at=MONDAY + timedelta(days=3)), Refusal)


def test_cover_of_nothing_by_nobody_or_in_the_past_is_refused() -> None:
    assert isinstance(ask(zoe(), since="2026-06-24T12:00", until="2026-06-24T14:00"), Refusal)
    assert isinstance(ask(), Refusal)
    assert isinstance(ask(ada()), Refusal)
    assert isinstance(ask(zoe(), since="2026-06-01T12:00", until="2026-06-02T14:00"), Refusal)
    assert not CoverRequest.objects.exists()


def test_who_took_cover_fills_the_role_and_so_sees_its_cases() -> None:
    granted(ask(zoe()))
    assert rota_for(charter()).roles_of("zoe") == frozenset()
    granted(answer(zoe()))
    assert rota_for(charter()).roles_of("zoe") == {"duty-engineer"}


def test_a_swap_exchanges_both_stretches_once_accepted() -> None:
    swap = granted(propose())
    assert on_duty("2026-06-17T11:00") == ["ada"]
    granted(answer_swap(swap=swap, accept=True, by=ben(), at=MONDAY))
    assert on_duty("2026-06-17T11:00") == ["ben"]
    assert on_duty("2026-06-24T11:00") == ["ada"]
    assert on_duty("2026-06-24T13:00") == ["ben"]
    assert isinstance(answer_swap(swap=swap, accept=True, by=ben(), at=MONDAY), Refusal)


def test_a_swap_is_refused_by_the_other_or_taken_back() -> None:
    swap = granted(propose())
    with pytest.raises(PermissionDenied):
        answer_swap(swap=swap, accept=True, by=ada(), at=MONDAY)
    with pytest.raises(PermissionDenied):
        answer_swap(swap=swap, accept=False, by=zoe(), at=MONDAY)
    granted(answer_swap(swap=swap, accept=False, by=ada(), at=MONDAY))
    assert isinstance(answer_swap(swap=swap, accept=True, by=ben(), at=MONDAY), Refusal)
    assert not Override.objects.exists()


@pytest.mark.parametrize(
    "theirs",
    [
        ("2026-06-17T13:00", "2026-06-17T15:00"),
        ("2026-06-18T13:00", "2026-06-18T15:00"),
        ("2026-06-24T13:00", "2026-06-24T13:00"),
        ("2026-06-01T13:00", "2026-06-02T13:00"),
    ],
)
def test_a_swap_of_what_is_not_theirs_or_overlaps_is_refused(theirs: tuple[str, str]) -> None:
    assert isinstance(propose(theirs), Refusal)


def test_a_swap_with_somebody_away_or_begun_is_refused_at_acceptance() -> None:
    swap = granted(propose())
    late = MONDAY + timedelta(days=3)
    assert isinstance(answer_swap(swap=swap, accept=True, by=ben(), at=late), Refusal)
    granted(
        report_absence(charters=(charter(),),
            person=ben(), since=wall("2026-06-17T00:00"), until=wall("2026-06-18T00:00"),
            by=ben(), at=MONDAY,
        )
    )  # fmt: skip
    assert isinstance(answer_swap(swap=swap, accept=True, by=ben(), at=MONDAY), Refusal)
