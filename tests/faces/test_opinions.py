"""What customers said, for leads: counted once for each reply and case, as page and file."""

import pytest
from django.test import Client

from charterdesk.cases.actors import Asker
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import rate_case, rate_reply
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from tests.apps.cast import CLEO_ADDRESS, ada, ben, cleo
from tests.faces.portal_scene import answer_to, case_under, solved
from tests.faces.visiting import Visit

pytestmark = pytest.mark.django_db


def judged() -> Case:
    case = case_under("corner")
    reply = answer_to(case)
    asker = Asker(CLEO_ADDRESS, cleo())
    for is_clear, says in ((False, "=cmd|which cable"), (True, "ah, that one")):
        answer = rate_reply(
            case=case, of=reply.ref, is_clear=is_clear, says=says, by=asker, at=now()
        )
        assert isinstance(answer, Done)
    solved(case)
    assert isinstance(rate_case(case=case, score=4, says="good", by=asker, at=now()), Done)
    return case


def test_a_lead_sees_every_word_and_the_last_ones_counted() -> None:
    """R-BIC-8."""
    case = judged()
    page = Visit(Client()).as_(ben()).get("/desk/opinions/")
    assert page.says(case.number, "which cable", "ah, that one", "4 of 5", "Ada Ek")
    assert page.says("1 clear, 0 not clear", "4 of 5: 1")


def test_an_agent_is_told_who_may() -> None:
    judged()
    assert Visit(Client()).as_(ada()).get("/desk/opinions/").status == 403


def test_the_file_has_a_line_each_and_no_formula() -> None:
    case = judged()
    text = Visit(Client()).as_(ben()).get("/desk/opinions.csv").text
    lines = text.splitlines()
    assert len(lines) == 4
    assert f"{case.number}," in lines[1]
    assert "'=cmd|which cable" in text


def test_a_desk_of_which_nothing_was_said_says_so() -> None:
    assert Visit(Client()).as_(ben()).get("/desk/opinions/").says("No customer has said anything")


def test_the_words_stand_on_the_timeline_of_the_case() -> None:
    case = judged()
    page = Visit(Client()).as_(ada()).get(f"/desk/c/{case.number}/")
    assert page.says("The customer finds the reply not clear: =cmd|which cable")
    assert page.says("The customer gives 4 of 5: good")


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "0"])
def test_a_made_up_place_in_the_list_is_no_fault(before: str) -> None:
    judged()
    assert Visit(Client()).as_(ben()).get(f"/desk/opinions/?before={before}").status == 200
