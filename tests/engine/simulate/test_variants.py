"""The same load on another day: people missing, mail held up, an outage."""

from dataclasses import replace

import pytest

from charterdesk.engine.charter.values import Target
from charterdesk.engine.simulate.play import NobodyWorks
from charterdesk.engine.simulate.values import Staff, Worker
from charterdesk.engine.simulate.variants import OffDuty, Without, held_up, with_outage, with_target
from charterdesk.engine.spans import Span
from tests.engine.simulate.small_desk import (
    CHARTER,
    MONDAY,
    after,
    arrival,
    minutes,
    played,
    promise,
    rota,
    staff,
)

LOAD = [arrival(f"C{n}", n * 10, 18) for n in range(40)]


def test_with_one_person_missing_the_others_need_longer() -> None:
    whole = played(LOAD, staff(2))
    without = played(LOAD, Without(staff(2), frozenset({"ann2"})))
    assert {h.person for o in without.values() for h in o.handled} == {"ann1"}
    assert without["C39"].handled[0].began_at > whole["C39"].handled[0].began_at


def test_a_person_missing_for_some_hours_is_back_after_them() -> None:
    away = Span(after(60), after(120))
    out = played(LOAD, Without(staff(2), frozenset({"ann2"}), away))
    began = [h.began_at for o in out.values() for h in o.handled if h.person == "ann2"]
    assert any(at < after(60) for at in began)
    assert not any(after(60) <= at < after(120) for at in began)
    assert any(at >= after(120) for at in began)


def test_without_the_only_person_a_sentence_says_so() -> None:
    with pytest.raises(NobodyWorks):
        played(LOAD, Without(staff(1), frozenset({"ann1"})))


def test_whoever_is_missing_is_not_on_duty_while_they_are() -> None:
    people = rota(staff(2))
    off = OffDuty(people, frozenset({"ann1"}), Span(after(0), after(60)))
    assert list(off.on_duty("agent", after(59), "")) == ["ann2"]
    assert list(off.on_duty("agent", after(60), "")) == ["ann1", "ann2"]
    assert list(OffDuty(people, frozenset({"ann1"})).on_duty("agent", after(60), "")) == ["ann2"]
    assert off.roles_of("ann1") == {"agent"}
    assert off.can_be_reached("ann1", "phone")


def test_mail_that_was_held_up_comes_at_the_end_of_it_in_its_order() -> None:
    load = [replace(a, channel="phone") if a.ref == "C3" else a for a in LOAD[:8]]
    late = list(held_up(load, ["mail"], after(20), after(60)))
    assert [(a.ref, a.at) for a in late] == [
        ("C0", after(0)),
        ("C1", after(10)),
        ("C3", after(30)),
        ("C2", after(60)),
        ("C4", after(60)),
        ("C5", after(60)),
        ("C6", after(60)),
        ("C7", after(70)),
    ]


def test_mail_that_is_held_up_to_the_end_of_the_load_is_not_lost() -> None:
    late = held_up(LOAD, ["mail"], MONDAY, after(100_000))
    assert {a.at for a in late} == {after(100_000)}


def test_an_outage_is_reported_by_many_and_mended_once() -> None:
    first = arrival("", 0, 5, 120, 5)
    load = list(with_outage(LOAD[:3], first, [after(5 + n) for n in range(40)], "outage"))
    assert len(load) == 43
    assert [a.at for a in load] == sorted(a.at for a in load)
    out = played(load, staff(4))
    fixed = out["outage-1"].resolved_at
    assert fixed is not None
    others = [out[f"outage-{n}"] for n in range(2, 41)]
    assert all(o.resolved_at is not None and o.resolved_at > fixed for o in others)
    assert all(len(o.handled) == 2 for o in others)


def test_another_target_counts_in_the_hours_of_the_row() -> None:
    charter = with_target(CHARTER, "normal", "response", Target("time", minutes(30), text="30m"))
    out = played([arrival("a", 530, 5)], staff(1), charter=charter)
    assert promise(out["a"], "response").due == after(24 * 60 + 20)


def test_a_target_for_a_kind_that_the_row_lacks_is_in_the_row_then() -> None:
    target = Target("time", minutes(30), text="30m")
    charter = with_target(CHARTER, "normal", "workaround", target)
    term = charter.rows["normal"].terms["workaround"]
    assert (term.hours, term.row) == ("office", "promises.normal")


def test_a_worker_is_not_there_while_away() -> None:
    away = (Span(after(60), after(90)),)
    one = Staff((Worker("ann1", ("front",), CHARTER.calendar("office"), away),))
    assert [*one.at_work("ann1", after(30), after(120))] == [
        Span(after(30), after(60)),
        Span(after(90), after(120)),
    ]
