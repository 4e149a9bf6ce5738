"""Whose mail is next, and what happens when a hand hangs or dies."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from charterdesk.intake import hands
from charterdesk.intake.hands import Hand, HandDied, Hands, HandTooSlow
from charterdesk.intake.turns import Turn, Turns

AT_ONCE = 0.0
MOMENT = timedelta(milliseconds=200)

HANGS = "import sys; sys.stdin.read()"
DIES = "import sys; sys.stdin.readline(); sys.exit(1)"
BABBLES = "import sys; sys.stdin.readline(); print('hello?', flush=True); sys.stdin.read()"
ECHOES = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"


def hand_of(monkeypatch: pytest.MonkeyPatch, program: str) -> Hand:
    """A hand whose process runs `program`."""

    def started() -> "subprocess.Popen[bytes]":
        words = [sys.executable, "-c", program]
        return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)

    monkeypatch.setattr(hands, "_started", started)
    return Hand()


def order_of(turns: Turns) -> list[int]:
    """The mails in the order in which one hand gets them."""
    found = []
    while (turn := turns.next(AT_ONCE)) is not None:
        turns.done(turn)
        found.append(turn.mail)
    return found


def test_senders_take_turns() -> None:
    turns = Turns()
    turns.put([(1, "flood"), (2, "flood"), (3, "flood"), (4, "cleo"), (5, "dora"), (6, "cleo")])
    assert order_of(turns) == [1, 4, 5, 2, 6, 3]


def test_a_mail_is_given_out_once() -> None:
    turns = Turns()
    turns.put([(1, "cleo")])
    turns.put([(1, "cleo")])
    assert order_of(turns) == [1]


def test_a_mail_that_is_done_may_come_again() -> None:
    turns = Turns()
    turns.put([(1, "cleo")])
    assert order_of(turns) == [1]
    turns.put([(1, "cleo")])
    assert order_of(turns) == [1]


def test_a_mail_that_has_to_wait_comes_after_those_before_it() -> None:
    turns = Turns()
    turns.put([(1, "cleo"), (2, "dora"), (3, "elsa")])
    first, second = turns.next(AT_ONCE), turns.next(AT_ONCE)
    assert (first, second) == (Turn(1), Turn(2))
    assert first is not None
    assert second is not None
    turns.done(second, later=True)
    third = turns.next(AT_ONCE)
    assert third == Turn(3)
    assert turns.next(AT_ONCE) is None
    turns.done(first)
    assert turns.next(AT_ONCE) == Turn(2, may_wait=False)


def test_nothing_is_given_out_after_the_end() -> None:
    turns = Turns()
    turns.put([(1, "cleo")])
    turns.stop()
    assert turns.next(AT_ONCE) is None


def test_a_hand_answers_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    hand = hand_of(monkeypatch, ECHOES)
    assert hand.ask({"do": "one"}, MOMENT) == {"do": "one"}
    assert hand.ask({"do": "two"}, MOMENT) == {"do": "two"}
    hand.end()


@pytest.mark.parametrize("program", [DIES, BABBLES, "x ="])
def test_a_hand_that_dies_or_babbles_is_gone(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    hand = hand_of(monkeypatch, program)
    with pytest.raises(HandDied):
        hand.ask({"do": "it"}, MOMENT)


def test_a_hand_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "STARTING", timedelta(0))
    hand = hand_of(monkeypatch, HANGS)
    with pytest.raises(HandTooSlow):
        hand.ask({"do": "it"}, MOMENT)


@pytest.mark.parametrize(
    ("failure", "told"),
    [(HandTooSlow("late"), "give up"), (HandDied("dead"), "count a death")],
)
def test_what_a_mail_did_to_a_hand_is_written_down_and_the_next_one_taken(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, told: str
) -> None:
    orders: list[Mapping[str, Any]] = []
    crew = Hands(1)

    def ask(_: Hand, order: Mapping[str, Any], patience: timedelta) -> Any:
        orders.append(order)
        match order:
            case {"do": "list"}:
                return [[1, "flood"], [2, "cleo"]]
            case {"do": "take", "mail": 1}:
                raise failure
            case {"do": "take"}:
                crew._turns.stop()
            case _:
                pass
        return "settled"

    monkeypatch.setattr(Hand, "ask", ask)
    crew.start()
    for thread in crew._threads:
        thread.join(10)
    assert [(order["do"], order.get("mail")) for order in orders] == [
        ("list", None), ("take", 1), (told, 1), ("take", 2),
    ]  # fmt: skip
