"""Who is told of what colleagues do about duty: those concerned, once, never who did it."""

from datetime import datetime, timedelta

import pytest

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.notifications.models import Notice
from charterdesk.oncall.commands import (
    answer_cover,
    answer_swap,
    ask_cover,
    end_absence,
    end_override,
    override_shift,
    propose_swap,
    report_absence,
    withdraw_cover,
)
from charterdesk.oncall.commands.swaps import Exchange
from charterdesk.oncall.links import swap_of
from charterdesk.oncall.models import Absence, CoverOffer, CoverRequest, Override, Swap
from tests.apps.cast import MONDAY, ada, admin, ben, charter
from tests.apps.oncall.rota_scene import layer, nights, wall, zoe

pytestmark = pytest.mark.django_db

FROM, TO = "2026-06-17T12:00", "2026-06-17T14:00"
ANSWERED = MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _rota() -> None:
    layer(ada(), ben())


def told(person: Person) -> list[str]:
    """What the outbox holds for somebody, in the order of its making."""
    return [one.text for one in Notice.objects.filter(person=person).order_by("pk")]


def links(person: Person) -> list[str]:
    return [one.words.get("link", "") for one in Notice.objects.filter(person=person)]


def asked(*others: Person) -> CoverRequest:
    return granted(
        ask_cover(
            charter=charter(), rota=nights(), since=wall(FROM), until=wall(TO), asked=others,
            by=ada(), at=MONDAY,
        )
    )  # fmt: skip


def answered(person: Person, accept: bool) -> None:
    offer = CoverOffer.objects.get(person=person)
    granted(answer_cover(charter=charter(), offer=offer, accept=accept, by=person, at=ANSWERED))


def proposed() -> Swap:
    exchange = Exchange(
        (wall(FROM), wall(TO)), (wall("2026-06-24T12:00"), wall("2026-06-24T14:00"))
    )
    return granted(
        propose_swap(
            charter=charter(), rota=nights(), other=ben(), exchange=exchange, by=ada(), at=MONDAY
        )
    )


def override(person: Person, by: Person) -> Override:
    return granted(
        override_shift(
            charter=charter(), rota=nights(), person=person, since=wall(FROM), until=wall(TO),
            by=by, at=MONDAY,
        )
    )  # fmt: skip


def away(person: Person, by: Person, days: int = 1) -> Absence:
    since = datetime(2026, 6, 17)  # noqa: DTZ001  # a wall's
    until = since + timedelta(days=days)
    return granted(
        report_absence(
            charters=(charter(),), person=person, since=since, until=until, by=by, at=MONDAY
        )
    )


def test_whoever_took_cover_is_told_to_who_asked_and_the_others_are_let_go() -> None:
    asked(zoe(), ben())
    answered(zoe(), accept=True)
    (said,) = told(ada())
    assert said == (
        "Zoe Tan covers out-of-hours for you from Wed 17 June 2026, 12:00 (Europe/Stockholm)"
        " until Wed 17 June 2026, 14:00 (Europe/Stockholm)."
    )
    assert "you are not needed for it any more" in told(ben())[-1]
    assert len(told(zoe())) == 1


def test_who_asked_hears_of_each_no_and_that_it_was_the_last() -> None:
    asked(zoe(), ben())
    answered(zoe(), accept=False)
    answered(ben(), accept=False)
    first, last = told(ada())
    assert first.startswith("Zoe Tan can't cover out-of-hours for you")
    assert "everybody whom you asked has said no" in last


def test_a_second_press_of_no_tells_nothing_twice() -> None:
    asked(zoe())
    answered(zoe(), accept=False)
    answered(zoe(), accept=False)
    assert len(told(ada())) == 1


def test_cover_withdrawn_reaches_those_who_have_not_said_no() -> None:
    request = asked(zoe(), ben())
    answered(ben(), accept=False)
    assert withdraw_cover(request=request, by=ada(), at=ANSWERED) is None
    assert "is asked for no more: Ada Ek took it back." in told(zoe())[-1]
    assert len(told(ben())) == 1
    assert len(told(ada())) == 1


def test_a_swap_is_offered_with_a_link_that_is_answered_once() -> None:
    swap = proposed()
    (said,) = told(ben())
    assert said.startswith("Ada Ek offers you out-of-hours of Wed 17 June 2026, 12:00")
    # The token carries the second in which it was made.
    token = links(ben())[0].rpartition("/swap/")[2].rstrip("/")
    assert swap_of(token, ANSWERED) == swap
    granted(answer_swap(swap=swap, accept=True, by=ben(), at=ANSWERED))
    assert swap_of(token, ANSWERED) is None
    assert told(ada())[0].startswith("Ben Dahl has accepted the swap")


def test_a_swap_refused_is_told_to_who_proposed_it_and_one_taken_back_to_the_other() -> None:
    granted(answer_swap(swap=proposed(), accept=False, by=ben(), at=ANSWERED))
    assert told(ada())[0].startswith("Ben Dahl can't swap")
    granted(answer_swap(swap=proposed(), accept=False, by=ada(), at=ANSWERED))
    assert told(ben())[-1].startswith("Ada Ek has taken the swap back")
    assert len(told(ada())) == 1


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "W10:1:1", "\0"])
def test_a_made_up_token_opens_no_swap(token: str) -> None:
    proposed()
    assert swap_of(token, ANSWERED) is None


def test_an_override_is_told_to_who_is_put_on_and_to_whose_duty_it_was() -> None:
    override(zoe(), by=ben())
    (put_on,) = told(zoe())
    assert put_on.startswith(
        "Ben Dahl has put you on duty of out-of-hours: Wed 17 June 2026, 18:00"
    )
    (lost,) = told(ada())
    assert lost.startswith("Ben Dahl has put Zoe Tan on duty of out-of-hours in your place")
    assert told(ben()) == []


def test_who_takes_another_s_duty_is_not_told_of_it_himself() -> None:
    override(ben(), by=ben())
    assert told(ben()) == []
    assert len(told(ada())) == 1


def test_an_override_ended_gives_the_duty_back_in_words() -> None:
    made = override(zoe(), by=ben())
    Notice.objects.all().delete()
    end_override(charters=(charter(),), override=made, by=ben(), at=ANSWERED)
    assert told(ada())[0].startswith("Ben Dahl has ended an override, so you have duty")
    assert told(zoe())[0].startswith("Ben Dahl has ended your override")


def test_whoever_stands_for_somebody_away_is_told() -> None:
    away(ada(), by=ada())
    (said,) = told(ben())
    assert said.startswith("Ada Ek is away, so you have duty of out-of-hours: Wed 17 June")
    assert told(ada()) == []


def test_an_absence_noted_by_a_lead_is_told_to_the_person() -> None:
    away(ada(), by=ben())
    assert told(ada())[0].startswith("Ben Dahl has noted that you are away, so you have no duty")
    assert told(ben()) == []


def test_a_gap_that_an_absence_leaves_is_told_to_the_leads_with_the_way_to_fill_it() -> None:
    layer(zoe(), name="level two", level=2, away="gap")
    admin()
    away(zoe(), by=zoe())
    assert told(ben()) == []
    (said,) = told(admin())
    assert said.startswith("Zoe Tan is away, and nobody has duty of out-of-hours")
    assert "/override/?since=2026-06-16T16%3A00Z" in links(admin())[0]
    assert "level=2" in links(admin())[0]


def test_a_gap_of_a_team_s_member_is_told_to_its_lead_and_to_no_administrator() -> None:
    layer(ada(), name="level two", level=2, away="gap")
    admin()
    away(ada(), by=ada(), days=20)
    assert any("nobody has duty of out-of-hours" in one for one in told(ben()))
    assert told(admin()) == []


def test_who_need_not_stand_in_any_more_is_told() -> None:
    absence = away(ada(), by=ada())
    Notice.objects.all().delete()
    end_absence(charters=(charter(),), absence=absence, by=ada(), at=ANSWERED)
    assert told(ben())[0].startswith("Ada Ek is back, so you have no duty of out-of-hours any more")


def test_an_absence_without_any_duty_in_it_tells_nobody() -> None:
    away(zoe(), by=ben())
    assert not Notice.objects.exists()


def test_each_is_told_in_their_own_language_and_zone() -> None:
    Person.objects.filter(pk=zoe().pk).update(language="ru")
    override(Person.objects.get(username="zoe"), by=ben())
    notice = Notice.objects.get(person=zoe())
    assert notice.language == "ru"
    assert "(Asia/Singapore)" in notice.text


def test_what_is_rolled_back_is_told_to_nobody() -> None:
    refused = override_shift(
        charter=charter(), rota=nights(), person=zoe(), since=wall(TO), until=wall(FROM),
        by=ben(), at=MONDAY,
    )  # fmt: skip
    assert not isinstance(refused, Override)
    assert not Notice.objects.exists()
