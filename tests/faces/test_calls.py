"""A call is answered by its link without a sign-in, never by opening it; gateways report."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.commands import acknowledge_call, de_escalate, escalate_case
from charterdesk.cases.models import Case
from charterdesk.cases.receipts import no_longer_wanted, settle
from charterdesk.cases.store import load
from charterdesk.kit.wallclock import now
from charterdesk.notifications.links import LASTS, Purpose, notice_of, token_of
from charterdesk.notifications.models import Attempt, Means, Notice
from charterdesk.notifications.outcomes import UNLESS_ANSWERED
from charterdesk.notifications.reaching import carriers_that_reached
from charterdesk.notifications.rendering import sentence_of
from charterdesk.notifications.routes import route_of
from charterdesk.oncall.commands import assign_role
from charterdesk.worker.loops import work_off
from tests.apps.cases.desk_work import voxeo_case
from tests.apps.cast import ada, admin, ben, charter

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    """A case whose ladder has just called Ben."""
    found = voxeo_case(now() - timedelta(minutes=5))
    escalate_case(case=found, by=ada(), at=now(), reason="no calls")
    return found


@pytest.fixture
def call(case: Case) -> Notice:
    """The ladder's call to Ben, as a gateway for voice has taken it."""
    found = Notice.objects.get(case=case, about="step management", person=ben())
    Notice.objects.update(state="sent", carried_by="voice", attempts_made=1, owed="")
    return found


def address(notice: Notice, purpose: Purpose = "answer") -> str:
    return f"/{'a' if purpose == 'answer' else 'r'}/{token_of(notice, purpose)}/"


def acknowledged(case: Case) -> list[str]:
    """Who acknowledged, by the case's log."""
    found = case.events.filter(kind="acknowledged").order_by("seq")
    return [event.data["who"] for event in found]


def test_opening_the_link_shows_the_call_and_answers_nothing(
    client: Client, case: Case, call: Notice
) -> None:
    page = client.get(address(call))
    assert page.status_code == 200
    assert "Escalation, step management" in page.content.decode()
    assert "I have it for 15 minutes" in page.content.decode()
    assert acknowledged(case) == []


def test_the_button_acknowledges_once_for_that_person(
    client: Client, case: Case, call: Notice
) -> None:
    page = client.post(address(call), {"minutes_taken": "0"}).content.decode()
    assert "you are not called again" in page
    client.post(address(call), {"minutes_taken": "0"})
    assert acknowledged(case) == ["ben"]
    assert Attempt.objects.filter(notice=call, what="acknowledged").count() == 1
    assert no_longer_wanted(call) == "The person has acknowledged in the meantime."


def test_who_takes_it_for_some_minutes_is_asked_again_after_them(
    client: Client, case: Case, call: Notice
) -> None:
    at = now()
    client.post(address(call), {"minutes_taken": "15"})
    again = Notice.objects.get(key=f"{call.key}/taken")
    assert abs(again.send_at - at - timedelta(minutes=15)) < timedelta(seconds=5)
    assert no_longer_wanted(again) == ""
    work_off(now() + timedelta(minutes=16))
    again.refresh_from_db()
    assert (again.state, again.urgent) == ("sent", True)
    assert "15 minutes ago" in client.get(address(again)).content.decode()


def test_a_guard_is_no_part_of_the_link_without_it_nothing_is_answered(
    case: Case, call: Notice
) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(call), {"minutes_taken": "0"}).status_code == 403
    assert acknowledged(case) == []


@pytest.mark.parametrize("harm", ["cut", "other", "report", "late", "closed"])
def test_another_token_opens_nothing(client: Client, case: Case, call: Notice, harm: str) -> None:
    token = token_of(call, "answer")
    other = Notice.objects.exclude(pk=call.pk).latest("pk")
    broken = {
        "cut": token[:-1],
        "other": f"{other.pk:x}-{token.partition('-')[2]}",
        "report": token_of(call, "report"),
    }.get(harm, token)
    if harm == "late":
        Notice.objects.filter(pk=call.pk).update(queued_at=now() - LASTS)
        broken = token_of(Notice.objects.get(pk=call.pk), "answer")
    if harm == "closed":
        deactivate_person(person=ben(), by=DESK, at=now())
    answer = client.post(f"/a/{broken}/", {"minutes_taken": "0"})
    assert answer.status_code == 410
    assert acknowledged(case) == []


def test_a_token_has_more_than_128_bits_and_ends(call: Notice) -> None:
    token = token_of(call, "answer")
    assert len(token.split("-", 2)[2]) * 6 >= 128
    assert notice_of(token, "answer", now()) == call
    assert notice_of(token, "answer", call.queued_at + LASTS) is None


def test_the_page_speaks_the_persons_language(client: Client, call: Notice) -> None:
    Person.objects.update(language="ru")
    Notice.objects.update(language="ru")
    assert "Эскалация, шаг management" in client.get(address(call)).content.decode()


def test_an_answered_call_has_reached_the_person(client: Client, case: Case, call: Notice) -> None:
    waiting = Notice.objects.create(
        scope=call.scope, key="next", case=case, person=ben(), about=call.about, kind=call.kind,
        follows=call, words={UNLESS_ANSWERED: True}, due_at=now(), queued_at=now(),
        send_at=now() + timedelta(minutes=1), message_id="next@x.example",
    )  # fmt: skip
    assert client.post(address(call, "report"), {"status": "answered"}).status_code == 204
    work_off(now())
    assert case.events.filter(kind="step_reached", data__who="ben").exists()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.trouble) == ("withheld", "The call was answered.")


def test_a_key_on_the_phone_acknowledges(client: Client, case: Case, call: Notice) -> None:
    pressed = {"status": "answered", "digits": "1"}
    for _ in range(2):
        client.post(address(call, "report"), json.dumps(pressed), content_type="application/json")
    assert acknowledged(case) == ["ben"]


def test_keys_do_not_count_in_an_address_that_is_only_opened(
    client: Client, case: Case, call: Notice
) -> None:
    assert client.get(address(call, "report") + "?status=1&digits=1").status_code == 204
    assert acknowledged(case) == []
    assert list(call.attempts.values_list("what", flat=True)) == ["delivered"]


def test_what_was_not_delivered_after_all_goes_out_again_by_the_next_means(
    client: Client, call: Notice
) -> None:
    client.post(address(call, "report"), {"status": "no-answer"})
    call.refresh_from_db()
    assert (call.state, call.turn) == ("failed", 1)
    assert "not delivered" in call.trouble


@pytest.mark.parametrize("said", ["", "maybe"])
def test_a_report_that_says_nothing_known_is_refused(
    client: Client, call: Notice, said: str
) -> None:
    assert client.post(address(call, "report"), {"status": said}).status_code == 422
    assert client.post("/r/nonsense/", {"status": "answered"}).status_code == 410


def test_hearing_a_test_makes_the_means_a_known_one(client: Client) -> None:
    means = Means.objects.create(person=ben(), kind="sms", address="+46", made_at=now())
    notice = Notice.objects.create(
        scope=f"means/{means.pk}", key="test/1", kind="notice", person=ben(), about="test",
        words={"means": str(means.pk)}, due_at=now(), queued_at=now(), send_at=now(), urgent=True,
        message_id="test@x.example",
    )  # fmt: skip
    assert "It has reached me" in client.get(address(notice)).content.decode()
    client.post(address(notice))
    means.refresh_from_db()
    assert means.verified_at is not None


def test_the_timeline_tells_each_call_receipt_and_answer(
    client: Client, case: Case, call: Notice
) -> None:
    Notice.objects.filter(pk=call.pk).update(state="queued", attempts_made=0, carried_by="")
    work_off(now())
    client.post(address(call), {"minutes_taken": "0"})
    client.force_login(admin())
    page = client.get(f"/desk/c/{case.number}/").content.decode()
    assert "mail: accepted at" in page
    assert "mail: acknowledged at" in page


def test_who_cannot_take_it_is_not_called_again_and_the_next_is_called_at_once(
    client: Client, case: Case, call: Notice
) -> None:
    voxeo = charter("voxeo")
    granted(assign_role(charter=voxeo, role="account-deputy", person=ada(), by=DESK, at=now()))
    page = client.post(address(call), {"passes": "yes"}).content.decode()
    assert "the next has been called" in page
    assert "I have it after all" in page
    client.post(address(call), {"passes": "yes"})
    passed = case.events.get(kind="call_passed")
    assert (passed.data["who"], passed.data["step"]) == ("ben", "management")
    following = Notice.objects.get(case=case, key__contains="/pass1/", person=ada())
    assert "account-manager" in following.words["roles"]
    assert "Ben Dahl can't take it, and you are next." in sentence_of(following, "en")
    assert no_longer_wanted(call) == "The person can't take it; the next has been called."
    assert no_longer_wanted(following) == ""
    assert acknowledged(case) == []


def test_who_passed_may_take_it_after_all(client: Client, case: Case, call: Notice) -> None:
    client.post(address(call), {"passes": "yes"})
    page = client.post(address(call), {"minutes_taken": "0"}).content.decode()
    assert "you are not called again" in page
    assert acknowledged(case) == ["ben"]


def test_who_has_acknowledged_is_told_why_it_cannot_be_passed(
    client: Client, case: Case, call: Notice
) -> None:
    acknowledge_call(case=case, who=("ben",), by=ben(), at=now())
    page = client.post(address(call), {"passes": "yes"}).content.decode()
    assert "has acknowledged already; give the case to somebody instead" in page
    assert not case.events.filter(kind="call_passed").exists()


def test_the_key_three_passes_a_voice_call(client: Client, case: Case, call: Notice) -> None:
    client.post(address(call, "report"), {"status": "answered", "digits": "3"})
    assert case.events.filter(kind="call_passed", data__who="ben").exists()
    call.refresh_from_db()
    assert (call.answer, acknowledged(case)) == ("passed", [])


def reached(case: Case) -> list[str]:
    """The log's words about who was reached."""
    kinds = ("step_reached", "reach_withdrawn", "step_taken")
    return [event.kind for event in case.events.filter(kind__in=kinds).order_by("seq")][1:]


@pytest.fixture
def texted(case: Case, call: Notice) -> Notice:
    """The call as a gateway for texts has taken it, so that it has reached Ben."""
    Notice.objects.filter(pk=call.pk).update(carried_by="sms", owed="reached")
    Attempt.objects.create(notice=call, number=1, what="accepted", carrier="sms", at=now())
    call.refresh_from_db()
    settle(call, now())
    assert reached(case) == ["step_reached", "step_taken"]
    return call


def test_a_gateway_that_took_a_text_and_lost_it_has_reached_nobody(
    client: Client, case: Case, texted: Notice
) -> None:
    client.post(address(texted, "report"), {"status": "failed"})
    assert reached(case) == ["step_reached", "step_taken", "reach_withdrawn"]
    assert load(case.pk).state.runs[0].step("management").is_ == "running"
    client.post(address(texted, "report"), {"status": "failed"})
    assert reached(case).count("reach_withdrawn") == 1


def test_a_text_that_is_lost_withdraws_nothing_where_another_call_was_answered(
    client: Client, case: Case, texted: Notice
) -> None:
    Attempt.objects.create(notice=texted, number=2, what="answered", carrier="voice", at=now())
    client.post(address(texted, "report"), {"status": "failed"})
    assert "reach_withdrawn" not in reached(case)


def test_what_was_only_asked_has_reached_nobody(case: Case, call: Notice) -> None:
    Attempt.objects.create(notice=call, number=1, what="begun", carrier="sms", at=now())
    assert reached(case) == []
    assert carriers_that_reached([case.pk]) == {}


def test_the_all_clear_comes_by_the_means_that_has_reached_the_person(
    case: Case, texted: Notice
) -> None:
    for kind, to in (("voice", "+1"), ("sms", "+2")):
        Means.objects.create(
            person=ben(),
            kind=kind,
            address=to,
            position=1,
            urgent_after=timedelta(),
            made_at=now(),
        )
    de_escalate(case=case, reason="works", customer_agrees=True, by=ben(), at=now())
    clear = Notice.objects.get(case=case, about="all-clear", person=ben())
    own = list(Means.objects.filter(person=ben()))
    assert route_of(clear, own, {"voice", "sms", "mail"})[0].kind == "sms"
    assert case.events.get(kind="de_escalated").data["consent"] == "given"
