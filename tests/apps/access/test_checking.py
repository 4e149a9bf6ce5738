"""Access is checked from the desk, and what is found opens or shuts the gate (R-BIC-33, 35)."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from charterdesk.access.checking import GIVEN_UP_AFTER, Knock, ask_check, check_next
from charterdesk.access.models import PortCheck, System
from charterdesk.access.needs import ADDRESS, REACHED, secret_words
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import begin_waiting, do_act, hand_back
from charterdesk.cases.models import Case
from charterdesk.cases.store import load
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.kit.egress import EgressRefused
from charterdesk.kit.knocking import Heard
from charterdesk.kit.wallclock import now
from tests.apps.access.systems import case, secret, system
from tests.apps.cast import ada, dora
from tests.faces.desk_scene import eve

pytestmark = pytest.mark.django_db
WORK = "work on system"


def hears(word: Heard) -> Knock:
    """A way to try ports on which each says the same."""

    def knock(host: str, ports: tuple[int, ...]) -> Mapping[int, Heard]:
        return dict.fromkeys(ports, word)

    return knock


def checked(on: Case, word: Heard = "open", of: System | None = None) -> PortCheck:
    """Ada has the system tried for the case, and a worker does it."""
    row = granted(ask_check(system=of or system(), case=on, by=ada(), at=now()))
    assert check_next(hears(word), at=now(), clock=now)
    row.refresh_from_db()
    return row


def may_work(on: Case) -> bool:
    """Whether the gate lets Ada work on the system now."""
    answer = do_act(case=on, name=WORK, by=ada(), at=now())
    if isinstance(answer, Refused):
        assert "access" in answer.missing
    return isinstance(answer, Done)


def test_open_ports_and_kept_secrets_open_the_gate() -> None:
    """R-BIC-33, R-BIC-34, R-BIC-35"""
    work, of = case(), system()
    assert not may_work(work)
    checked(work, of=of)
    assert not may_work(work)
    for word in secret_words(load(work.pk).charter):
        secret(of, what=word)
    PortCheck.objects.all().delete()
    checked(work, of=of)
    assert may_work(work)
    facts = load(work.pk).state.facts
    assert facts[ADDRESS] == facts[REACHED] == "yes"


def test_a_port_that_is_shut_later_shuts_the_gate_again() -> None:
    """R-BIC-35."""
    work, of = case(), system()
    for word in secret_words(load(work.pk).charter):
        secret(of, what=word)
    checked(work, of=of)
    PortCheck.objects.all().delete()
    row = checked(work, "silent", of=of)
    assert row.said == {"80": "silent", "443": "silent"}
    assert not may_work(work)
    assert load(work.pk).state.facts[REACHED] == "no"


def test_whoever_waited_for_access_goes_on_once_all_is_there() -> None:
    work, of = case(), system()
    begin_waiting(case=work, on="customer", what="access", by=ada(), at=now())
    checked(work, of=of)
    assert load(work.pk).state.waiting_on == "customer"
    for word in secret_words(load(work.pk).charter):
        secret(of, what=word)
    PortCheck.objects.all().delete()
    checked(work, of=of)
    assert load(work.pk).state.waiting_on == ""


def test_nothing_is_recorded_twice() -> None:
    work, of = case(), system()
    checked(work, of=of)
    before = load(work.pk).row.version
    PortCheck.objects.all().delete()
    checked(work, of=of)
    assert load(work.pk).row.version == before


def test_an_address_inside_the_house_is_refused_and_says_who_may_allow_it() -> None:
    def refused(host: str, ports: tuple[int, ...]) -> Mapping[int, Heard]:
        raise EgressRefused(f"{host} leads to 10.0.0.1, which is inside a private network.")

    row = granted(ask_check(system=system(), case=case(), by=ada(), at=now()))
    check_next(refused, at=now(), clock=now)
    row.refresh_from_db()
    assert "inside a private network. The operator names" in row.fault
    assert "CHARTERDESK_OUT_NETWORKS" in row.fault
    assert row.done_at
    assert ADDRESS not in load(row.case_id).state.facts


def test_a_worker_that_died_is_followed_by_another_and_two_never_try_at_once() -> None:
    row = granted(ask_check(system=system(), case=case(), by=ada(), at=now()))
    PortCheck.objects.update(claimed_at=now())
    assert not check_next(hears("open"), at=now(), clock=now)
    later = now() + GIVEN_UP_AFTER + timedelta(seconds=1)
    assert check_next(hears("open"), at=later, clock=now)
    row.refresh_from_db()
    assert row.done_at


def test_what_can_not_be_tried_is_refused_in_words() -> None:
    work = case()
    bare = system("bare", address="")
    portless = system("portless", ports={})
    for of, word in ((bare, "no address"), (portless, "No port")):
        answer = ask_check(system=of, case=work, by=ada(), at=now())
        assert isinstance(answer, Refusal)
        assert word in answer.text


def test_a_second_press_at_once_is_told_to_wait() -> None:
    work, of = case(), system()
    granted(ask_check(system=of, case=work, by=ada(), at=now()))
    answer = ask_check(system=of, case=work, by=ada(), at=now())
    assert isinstance(answer, Refusal)
    assert "a moment ago" in answer.text


def test_a_system_of_another_customer_or_a_case_out_of_sight_is_refused() -> None:
    work, of = case(), system()
    assert isinstance(ask_check(system=of, case=work, by=eve(), at=now()), Refusal)
    Case.objects.filter(pk=work.pk).update(organisation=dora().organisation)
    assert isinstance(ask_check(system=of, case=work, by=ada(), at=now()), Refusal)


def test_a_case_that_is_over_takes_no_more_facts() -> None:
    work, of = case(), system()
    granted(ask_check(system=of, case=work, by=ada(), at=now()))
    hand_back(case=work, reason="out of scope", by=ada(), at=now())
    before = load(work.pk).row.version
    assert check_next(hears("open"), at=now(), clock=now)
    assert load(work.pk).row.version == before
