"""People work on drawn cases: who takes what when, and what becomes of the promises."""

import pickle
from dataclasses import replace
from itertools import count

import pytest

from charterdesk.engine.simulate.play import NobodyWorks, play
from charterdesk.engine.simulate.values import Arrival
from tests.engine.simulate.small_desk import (
    CHARTER,
    LATER,
    after,
    arrival,
    minutes,
    played,
    promise,
    rota,
    staff,
)


def a_week(number: int = 200) -> list[Arrival]:
    """Some of everything, a case each eleven minutes."""
    return [
        replace(
            arrival(f"C{n}", n * 11, 7 + n % 13, 5, priority="urgent" if n % 7 == 0 else "normal"),
            channel="phone" if n % 3 == 0 else "mail",
            waits=(("customer", minutes(20 + n % 90)),),
            patience=minutes(4),
            escalates_after=minutes(300) if n % 19 == 0 else None,
            acknowledges=(minutes(2), None),
            reopens=((minutes(600), minutes(9)),) if n % 23 == 0 else (),
        )
        for n in range(number)
    ]


def test_the_same_load_gives_the_same_outcomes_to_the_byte() -> None:
    once, again = (list(played(a_week(), staff(3)).values()) for _ in range(2))
    assert pickle.dumps(once) == pickle.dumps(again)
    assert len(once) == 200


def test_the_next_case_is_taken_when_the_one_before_is_done() -> None:
    out = played([arrival("a", 0, 30), arrival("b", 5, 10)], staff(1))
    assert out["a"].queue_wait == minutes(0)
    assert out["b"].queue_wait == minutes(25)
    assert out["b"].resolved_at == after(40)


def test_what_is_due_first_is_taken_first() -> None:
    load = [
        arrival("a", 0, 30),
        arrival("b", 1, 10),
        arrival("c", 2, 10, priority="urgent"),
    ]
    out = played(load, staff(1))
    assert out["c"].handled[0].began_at == after(30)
    assert out["b"].handled[0].began_at == after(40)


def test_by_the_order_of_contact_the_strictest_row_comes_first() -> None:
    charter = replace(CHARTER, queue="first come first served within a priority")
    load = [
        arrival("a", 0, 30),
        arrival("b", 1, 10),
        arrival("c", 2, 10),
        arrival("d", 3, 10, priority="urgent"),
    ]
    out = played(load, staff(1), charter=charter)
    assert [out[ref].handled[0].began_at for ref in "dbc"] == [after(30), after(40), after(50)]


def test_an_answer_keeps_the_response_when_its_contact_ends() -> None:
    out = played([arrival("a", 0, 30)], staff(1))
    response = promise(out["a"], "response")
    assert (response.due, response.ended, response.verdict) == (after(240), after(30), "met")


def test_a_response_that_nobody_gave_in_time_is_breached_and_told() -> None:
    load = [arrival("a", 0, 90), arrival("b", 0, 90, priority="urgent")]
    out = played(load, staff(1))
    response = promise(out["b"], "response")
    assert (response.due, response.breached_at) == (after(60), after(60))
    assert [told.about for told in out["b"].told if told.person == "hal"] == ["breach"]


def test_what_was_begun_is_finished_after_the_shift_and_the_rest_waits_for_the_morning() -> None:
    out = played([arrival("a", 530, 30), arrival("b", 531, 10)], staff(1))
    assert out["a"].handled[0].ended_at == after(560)
    assert out["b"].handled[0].began_at == after(24 * 60)


def test_while_the_customer_is_waited_for_the_people_do_other_things() -> None:
    load = [
        replace(arrival("a", 0, 10, 10), waits=(("customer", minutes(60)),)),
        arrival("b", 1, 30),
    ]
    out = played(load, staff(1))
    assert out["b"].handled[0].began_at == after(10)
    assert [h.began_at for h in out["a"].handled] == [after(0), after(70)]
    assert out["a"].waiting == (("customer", minutes(60)),)
    assert promise(out["a"], "reply").start == after(70)


def test_a_supplier_gives_back_what_was_waited_for() -> None:
    load = [replace(arrival("a", 0, 10, 10), waits=(("supplier", minutes(60)),))]
    out = played(load, staff(1))
    assert out["a"].waiting == (("supplier", minutes(60)),)
    assert out["a"].resolved_at == after(80)


def test_a_call_is_answered_live_while_somebody_is_free() -> None:
    load = [replace(arrival("a", 0, 10), channel="phone")]
    out = played(load, staff(1))["a"]
    assert out.answered_live
    assert promise(out, "response").ended == after(0)
    assert out.resolved_at == after(10)


def test_a_ringing_phone_is_taken_before_all_else() -> None:
    load = [
        arrival("a", 0, 10),
        arrival("b", 1, 10, priority="urgent"),
        replace(arrival("c", 2, 5), channel="phone"),
    ]
    out = played(load, staff(1))
    assert promise(out["c"], "response").ended == after(10)
    assert not out["c"].answered_live
    assert out["b"].handled[0].began_at == after(15)


def test_a_caller_hangs_up_when_patience_is_over() -> None:
    load = [
        arrival("a", 0, 10),
        replace(arrival("b", 1, 5), channel="phone", patience=minutes(3)),
        replace(arrival("c", 1, 5), channel="phone", patience=minutes(9)),
    ]
    out = played(load, staff(1))
    assert out["b"].abandoned
    assert out["b"].handled == ()
    assert out["c"].handled[0].began_at == after(10)


def test_another_tier_takes_the_contacts_that_are_its_own() -> None:
    load = [replace(arrival("a", 0, 10, 20), tiers=("front", "back"))]
    out = played(load, staff(1, experts=1))["a"]
    assert [(h.tier, h.person) for h in out.handled] == [("front", "ann1"), ("back", "eve1")]
    assert any(told.about == "joined" and told.person == "eve1" for told in out.told)


def test_an_escalation_climbs_until_somebody_answers() -> None:
    silent = replace(arrival("a", 0, 300), escalates_after=minutes(30))
    heard = replace(silent, ref="b", acknowledges=(minutes(3),))
    out = played([silent, heard], staff(2))
    assert [(s.step, s.after, s.breached) for s in out["a"].steps] == [
        ("first", minutes(0), True),
        ("head", minutes(30), False),
    ]
    assert [(s.step, s.after, s.taken_at) for s in out["b"].steps] == [
        ("first", minutes(0), after(33)),
        ("head", minutes(23), after(53)),
    ]
    calls = {ref: sum(t.about == "step first" for t in out[ref].told) for ref in "ab"}
    assert calls == {"a": 3, "b": 1}


def test_an_escalated_case_that_waits_is_taken_where_it_belongs_now() -> None:
    text = "priority that only an escalation reaches"
    rows = {**CHARTER.rows, "top": replace(CHARTER.rows["urgent"], name="top")}
    top = replace(CHARTER.priorities[0], name="top", rank=-1, only_by_escalation=True, when=(text,))
    charter = replace(CHARTER, rows=rows, priorities=(top, *CHARTER.priorities))
    load = [
        arrival("a", 0, 60),
        arrival("b", 1, 10),
        replace(arrival("c", 2, 10), escalates_after=minutes(5)),
    ]
    out = played(load, staff(1), charter=charter)
    assert out["c"].priority == "top"
    assert out["c"].handled[0].began_at == after(60)
    assert out["b"].handled[0].began_at == after(70)


def test_a_customer_who_writes_again_brings_the_case_back() -> None:
    load = [replace(arrival("a", 0, 10), reopens=((minutes(60), minutes(15)),))]
    out = played(load, staff(1))["a"]
    assert [h.ended_at for h in out.handled] == [after(10), after(85)]
    assert [p.ended for p in out.promises if p.kind == "resolution"] == [after(10), after(85)]


def test_an_agreement_closes_and_silence_does_later() -> None:
    load = [replace(arrival("a", 0, 10), agrees_after=minutes(60)), arrival("b", 0, 10)]
    out = played(load, staff(2))
    assert out["a"].closed_at == after(70)
    assert out["b"].closed_at == after(10 + 7 * 24 * 60)


def test_a_fact_that_costs_extra_proposes_its_charge() -> None:
    load = [replace(arrival("a", 0, 10), facts=("no fault of ours",))]
    (charge,) = played(load, staff(1))["a"].charges
    assert (charge.name, charge.amount) == ("misuse", "50 EUR")


def test_cases_of_one_outage_end_with_the_first() -> None:
    load = [
        replace(arrival(f"a{n}", n, 5, 50, 5), incident="power", tiers=("front",)) for n in range(3)
    ]
    out = played(load, staff(3))
    assert [h.ended_at for h in out["a0"].handled] == [after(5), after(55), after(60)]
    assert [h.began_at for h in out["a1"].handled] == [after(1), after(60)]
    assert out["a2"].resolved_at == after(65)


def test_what_is_open_at_the_end_is_as_it_stands_then() -> None:
    load = [arrival("a", 0, 10), arrival("b", 1, 600), arrival("c", 2, 10)]
    out = played(load, staff(1), until=after(300))
    assert (out["a"].status, out["b"].status, out["c"].status) == ("resolved", "new", "new")
    assert promise(out["c"], "response").breached_at == after(242)
    assert out["c"].queue_wait is None
    assert out["c"].handled == ()


def test_a_load_without_end_can_be_left() -> None:
    endless = (arrival(f"C{n}", n * 20, 5) for n in count())
    outcomes = play(CHARTER, endless, staff(1, "always"), rota(staff(1)), until=LATER)
    assert [next(outcomes).ref for _ in range(3)] == ["C0", "C1", "C2"]


def test_without_anybody_a_sentence_says_so() -> None:
    with pytest.raises(NobodyWorks, match=r"Nobody works for front .* wait for ever"):
        played([arrival("a", 0, 10)], staff(0, experts=1))


def test_a_tier_without_people_is_missed_when_a_case_comes_to_it() -> None:
    load = [replace(arrival("a", 0, 10, 10), tiers=("front", "back"))]
    with pytest.raises(NobodyWorks, match="Nobody works for back"):
        played(load, staff(1))


def test_people_without_a_shift_in_that_time_are_nobody() -> None:
    saturday = [arrival("a", 5 * 24 * 60, 10)]
    with pytest.raises(NobodyWorks):
        played(saturday, staff(2), until=after(6 * 24 * 60))


def test_arrivals_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="b comes before a; give them in order"):
        played([arrival("a", 5, 10), arrival("b", 1, 10)], staff(1))


def test_an_arrival_without_work_is_refused() -> None:
    with pytest.raises(ValueError, match="a brings no work"):
        played([arrival("a", 5)], staff(1))


def test_a_channel_that_the_charter_lacks_is_refused_in_its_words() -> None:
    out = played([replace(arrival("a", 0, 10), channel="fax")], staff(1))["a"]
    assert out.status == ""
    assert len(out.refused) == 1


@pytest.mark.parametrize("hours", ["office", "always"])
def test_more_people_never_make_the_mean_wait_longer(hours: str) -> None:
    waits = []
    for people in (2, 3, 5):
        out = played(a_week(), staff(people, hours)).values()
        known = [o.queue_wait for o in out if o.queue_wait is not None]
        waits.append(sum(known, minutes(0)) / len(known))
    assert waits == sorted(waits, reverse=True)
