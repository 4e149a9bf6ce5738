"""Calls answered live, and what was solved at the first contact (R-ROX-17, R-HFN-14)."""

from datetime import datetime, timedelta

import pytest

from charterdesk.engine import commands as co
from charterdesk.engine.events import CUSTOMER
from charterdesk.engine.measures import call_of, first_contact_of
from charterdesk.engine.simulate.life import Life
from charterdesk.engine.story.cast import Cast
from tests.engine.simulate.small_desk import CHARTER, MONDAY

Acts = tuple[tuple[float, co.Command], ...]
MAIL = co.OpenCase(channel="mail", asker="cleo")
CALL = co.OpenCase(channel="phone", asker="cleo", answered=True, by="agent")
RUNG = co.OpenCase(channel="phone", asker="cleo")
ANSWER = co.Reply(by="agent", message="a1")
MORE = co.Reply(by="agent", message="a2")
CALLED_BACK = co.Reply(by="agent", live=True)
WROTE = co.CustomerWrites(message="m2", asker="cleo")
DONE = co.Resolve(by="agent", with_message=False)
DONE_WITH_WORDS = co.Resolve(by="agent", message="r1")


def at(minute: float) -> datetime:
    return MONDAY + timedelta(minutes=minute)


def lived(*acts: tuple[float, co.Command]) -> Life:
    """A case to which this happened, each after so many minutes."""
    life = Life(CHARTER, Cast(CHARTER, {}))
    for minute, command in acts:
        decision = life.give(command, at(minute))
        assert decision.refused is None, decision.refused
    return life


@pytest.mark.parametrize(("opening", "call"), [(CALL, "live"), (RUNG, "missed"), (MAIL, "")])
def test_a_call_is_live_where_one_of_us_took_part(opening: co.OpenCase, call: str) -> None:
    assert call_of(CHARTER, lived((0, opening)).case) == call


SOLVED: dict[str, Acts] = {
    "with the only answer": ((0, MAIL), (30, ANSWER), (3000, DONE)),
    "by the closing words": ((0, MAIL), (30, DONE_WITH_WORDS)),
    "after two mails in a row": ((0, MAIL), (5, WROTE), (30, ANSWER), (40, DONE)),
    "in the talk": ((0, CALL), (20, DONE)),
    "in the talk, with its sum by mail": ((0, CALL), (20, ANSWER), (25, DONE_WITH_WORDS)),
    "in the talk, with a file sent": ((0, CALL), (20, WROTE), (30, DONE)),
    "when we called back": ((0, RUNG), (600, CALLED_BACK), (620, DONE_WITH_WORDS)),
    "though they said thanks": (
        (0, MAIL), (30, ANSWER), (40, DONE), (50, WROTE), (51, co.Agree(by=CUSTOMER)),
    ),
}  # fmt: skip

FURTHER: dict[str, Acts] = {
    "they wrote again": ((0, MAIL), (30, ANSWER), (60, WROTE), (70, DONE)),
    "we wrote again": ((0, MAIL), (30, ANSWER), (600, MORE), (601, DONE)),
    "the closing words came later": ((0, MAIL), (30, ANSWER), (600, DONE_WITH_WORDS)),
    "it was solved after the talk": ((0, CALL), (300, DONE)),
    "it was solved after we called back": ((0, RUNG), (60, CALLED_BACK), (300, DONE)),
    "we waited": ((0, CALL), (10, co.Wait(on="customer", by="agent")), (20, DONE)),
    "others had to come in": ((0, CALL), (5, co.JoinTier(tier="back", by="agent")), (20, DONE)),
    "it came back": ((0, CALL), (20, DONE), (500, WROTE), (501, ANSWER), (502, DONE)),
}

NOT_KNOWN: dict[str, Acts] = {
    "it is open": ((0, MAIL), (30, ANSWER)),
    "it is open again": ((0, CALL), (20, DONE), (500, WROTE)),
    "nobody said anything": ((0, MAIL), (30, DONE)),
    "it was handed back": ((0, CALL), (20, co.HandBack(reason="not ours", by="agent"))),
    "it was split off": ((0, co.OpenCase(channel="mail", split_from="X1")), (5, DONE_WITH_WORDS)),
}


@pytest.mark.parametrize("acts", SOLVED.values(), ids=SOLVED)
def test_it_is_solved_at_the_first_contact(acts: Acts) -> None:
    assert first_contact_of(CHARTER, lived(*acts).case) == "solved"


@pytest.mark.parametrize("acts", FURTHER.values(), ids=FURTHER)
def test_the_first_contact_was_not_enough_where(acts: Acts) -> None:
    assert first_contact_of(CHARTER, lived(*acts).case) == "further"


@pytest.mark.parametrize("acts", NOT_KNOWN.values(), ids=NOT_KNOWN)
def test_nothing_is_said_of_the_first_contact_where(acts: Acts) -> None:
    assert first_contact_of(CHARTER, lived(*acts).case) == ""


def test_an_answer_that_never_arrived_was_none() -> None:
    bounced = co.ReportBounce(of="a1")
    life = lived((0, MAIL), (30, ANSWER), (40, bounced), (60, MORE), (61, DONE))
    assert first_contact_of(CHARTER, life.case) == "solved"


def test_two_cases_of_one_asker_were_no_single_contact() -> None:
    life = lived((0, MAIL), (30, ANSWER), (60, DONE))
    life.case.took_in = {"X2": "cleo"}
    assert first_contact_of(CHARTER, life.case) == "further"
