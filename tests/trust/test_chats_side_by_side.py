"""Several in one chat at once, and several who agree at once: one has it, nothing doubles (R12)."""

import pytest

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.commands import Form, agree_to_close
from charterdesk.cases.models import Case
from charterdesk.cases.verifying import differences
from charterdesk.kit.wallclock import now
from charterdesk.talk.commands import begin_chat, end_chat, say, take_chat
from charterdesk.talk.lines import Words
from charterdesk.talk.models import Chat
from tests.apps.cast import ada, ben
from tests.apps.talk.chat_scene import OPEN, after, begun, customer, taken, texts, way
from tests.faces.portal_scene import answer_to, case_under, solved
from tests.trust.test_side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_take_a_chat_at_once_one_has_it() -> None:
    chat, people = begun(), [ada(), ben()]
    answers = at_once(
        *(lambda who=who: take_chat(chat=chat, by=who, at=after(5)) for who in people)
    )
    assert sorted(isinstance(one, Refusal) for one in answers) == [False, True]
    assert chat.lines.filter(kind="joined").count() == 1


def test_begun_from_many_windows_at_once_it_is_one_chat() -> None:
    contact = customer()
    found, words = way(contact), [Words(key="a", text="No calls pass.")]
    at_once(*(lambda: begin_chat(way=found, words=words, by=contact, at=OPEN) for _ in range(5)))
    assert Chat.objects.count() == 1
    assert texts(Chat.objects.get()) == ["No calls pass."]


def test_a_line_that_is_sent_on_many_connections_stands_once() -> None:
    contact, chat = customer(), taken(begun())
    words = Words(key="k", text="Once.")
    at_once(*(lambda: say(chat=chat, words=words, by=contact, at=after(9)) for _ in range(5)))
    assert texts(chat).count("Once.") == 1
    assert list(differences()) == []


def test_ended_by_both_sides_at_once_it_ends_once() -> None:
    contact, chat, agent = customer(), taken(begun()), ada()
    say(chat=chat, words=Words(key="k", text="Done."), by=agent, at=after(5))
    at_once(
        lambda: end_chat(chat=chat, by=contact, at=after(9)),
        lambda: end_chat(chat=chat, by=agent, at=after(9)),
    )
    assert chat.lines.filter(kind="ended").count() == 1
    assert Case.objects.get().messages.filter(automatic=True).count() == 1


def test_agreed_on_many_connections_at_once_it_is_agreed_once() -> None:
    case = case_under("handsfree", channel="extranet")
    answer_to(case)
    case = solved(case, "answered or resolved")
    by, at = ada(), now()
    at_once(
        *(
            lambda: agree_to_close(case=case, says="It works.", by=by, at=at, form=Form(key="x"))
            for _ in range(4)
        )
    )
    assert case.events.filter(kind="agreed").count() == 1
    assert list(differences()) == []
