"""Nobody looks at a screen without the customer's approval of that very look (R-HFN-16)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.access.approvals import VIEW
from charterdesk.access.commands.viewing import (
    UNANSWERED_FOR,
    Wanted,
    address_of,
    ask_view,
    end_overdue_views,
    end_view,
    record_view_word,
    start_view,
)
from charterdesk.access.models import RemoteView
from charterdesk.access.tools import SETTING, tools_for, view_tools
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import approve_act, do_act, refuse_approval
from charterdesk.cases.models import Case, Message
from charterdesk.cases.store import load
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.kit.settings_readers import MalformedSetting
from charterdesk.kit.wallclock import now
from tests.apps.cases.desk_work import cleo_asks
from tests.apps.cast import ada
from tests.faces.desk_scene import case_of, eve

pytestmark = pytest.mark.django_db
WANTED = Wanted(tool="VNC", place="203.0.113.4", port=5900, purpose="The invoice hangs", minutes=60)


def case() -> Case:
    """A case under the charter that wants an approval first."""
    return case_of("handsfree", subject="It hangs")


def asked(on: Case | None = None, wanted: Wanted = WANTED) -> RemoteView:
    """Ada asks Cleo."""
    found = ask_view(case=on or case(), wanted=wanted, by=ada(), at=now())
    assert isinstance(found, RemoteView), found
    return found


def approve(view: RemoteView) -> None:
    """Cleo says yes."""
    assert isinstance(approve_act(case=view.case, what=VIEW, by=cleo_asks(), at=now()), Done)


def address(view: RemoteView, later: timedelta = timedelta()) -> str:
    """What opens the tool, after so long."""
    view.refresh_from_db()
    return address_of(view, load(view.case_id), now() + later)


def test_the_address_is_there_only_after_approval_and_start_and_until_the_end() -> None:
    """R-HFN-16"""
    view = asked()
    assert address(view) == ""
    refused = start_view(view=view, by=ada(), at=now())
    assert isinstance(refused, Refused)
    assert any("approval" in word for word in refused.missing)
    approve(view)
    assert address(view) == ""
    assert isinstance(start_view(view=view, by=ada(), at=now()), RemoteView)
    assert address(view) == "vnc://203.0.113.4:5900"
    end_view(view=view, by=ada(), at=now())
    assert address(view) == ""


def test_the_case_waits_for_the_customers_word_and_has_start_and_end_in_its_log() -> None:
    view = asked()
    state = load(view.case_id).state
    assert (state.waiting_on, state.waiting_for) == ("customer", VIEW)
    approve(view)
    start_view(view=view, by=ada(), at=now())
    end_view(view=view, by=ada(), at=now())
    kinds = [event.kind for event in load(view.case_id).state.history]
    assert kinds[-4:] == ["approved", "wait_ended", "act_done", "approval_ended"]


def test_an_approval_runs_out_by_itself_and_shuts_the_gate() -> None:
    view = asked()
    approve(view)
    start_view(view=view, by=ada(), at=now())
    later = timedelta(minutes=61)
    assert address(view, later) == ""
    assert end_overdue_views(at=now() + later) == 1
    view.refresh_from_db()
    assert (view.ended_how, view.ended_by) == ("ran out", None)
    again = do_act(case=view.case, name=VIEW, by=ada(), at=now() + later)
    assert isinstance(again, Refused)


def test_an_approval_of_an_earlier_look_opens_no_later_one() -> None:
    first = asked()
    approve(first)
    start_view(view=first, by=ada(), at=now())
    end_view(view=first, by=ada(), at=now())
    assert isinstance(start_view(view=asked(first.case), by=ada(), at=now()), Refused)


def test_an_approval_that_nobody_asked_for_opens_no_look() -> None:
    work = case()
    approve_act(case=work, what=VIEW, by=cleo_asks(), at=now() - timedelta(minutes=1))
    view = asked(work)
    assert isinstance(start_view(view=view, by=ada(), at=now()), Refused)


def test_taken_back_it_ends_at_once() -> None:
    view = asked()
    approve(view)
    start_view(view=view, by=ada(), at=now())
    refuse_approval(case=view.case, what=VIEW, says="Enough", by=cleo_asks(), at=now())
    assert address(view) == ""
    assert end_overdue_views(at=now()) == 1
    view.refresh_from_db()
    assert view.ended_how == "refused"


def test_a_request_that_nobody_answers_is_withdrawn() -> None:
    view = asked()
    assert end_overdue_views(at=now() + timedelta(days=1)) == 0
    assert end_overdue_views(at=now() + UNANSWERED_FOR + timedelta(minutes=1)) == 1
    view.refresh_from_db()
    assert view.ended_how == "withdrawn"


def test_a_word_on_the_telephone_counts_with_who_said_it() -> None:
    view = asked()
    assert isinstance(record_view_word(view=view, says=" ", by=ada(), at=now()), Refusal)
    record_view_word(view=view, says="Cleo Lind, by telephone", by=ada(), at=now())
    assert isinstance(start_view(view=view, by=ada(), at=now()), RemoteView)
    note = Message.objects.order_by("-pk")[0]
    assert not note.public
    assert "Cleo Lind, by telephone" in note.text


def test_one_look_at_a_time() -> None:
    view = asked()
    answer = ask_view(case=view.case, wanted=WANTED, by=ada(), at=now())
    assert isinstance(answer, Refusal)
    assert "already" in answer.text


def test_a_charter_without_the_gate_knows_no_look() -> None:
    answer = ask_view(case=case_of("bicom"), wanted=WANTED, by=ada(), at=now())
    assert isinstance(answer, Refusal)
    assert "no gate" in answer.text


@pytest.mark.parametrize("place", ["two words!", "a/../b", "<b>", "x\0y", "а" * 5, "--exec", "-1"])
def test_what_is_no_place_is_refused(place: str) -> None:
    wanted = Wanted(tool="VNC", place=place, port=1, purpose="x", minutes=5)
    assert isinstance(ask_view(case=case(), wanted=wanted, by=ada(), at=now()), Refusal)


def test_who_may_not_see_the_case_does_nothing_with_its_views() -> None:
    view = asked()
    for deed in (start_view, end_view):
        with pytest.raises(PermissionDenied):
            deed(view=view, by=eve(), at=now())
    with pytest.raises(PermissionDenied):
        ask_view(case=view.case, wanted=WANTED, by=eve(), at=now())


def test_the_charters_tools_come_first_and_others_have_their_addresses() -> None:
    tools = tools_for(load(case().pk).charter, VIEW)
    assert list(tools) == ["UltraVNC", "Citrix GoToAssist", "VNC", "RustDesk", "AnyDesk"]
    assert (tools["UltraVNC"], tools["Citrix GoToAssist"]) == ("vnc://{host}:{port}", "")


@pytest.mark.parametrize(
    "text",
    ["[", "just a word", "Bad: 'javascript:alert({host})'", "Bad: 'vnc://nowhere'",
     "Bad: 'data:{host}'", "Bad: 'vnc://{user}@{host}'", "Bad: 'vnc:// {host}'"],
)  # fmt: skip
def test_a_malformed_tool_stops_the_start_with_a_sentence(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, text)
    with pytest.raises(MalformedSetting, match=SETTING):
        view_tools()


def test_an_operators_tools_take_the_place_of_the_usual_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(
        SETTING,
        "Mesh: 'https://mesh.example.org/?gotonode={host}'\nUltraVNC: 'vnc://{host}:{port}'",
    )
    view = asked(
        wanted=Wanted(tool="Mesh", place="node//a b@c$1", port=None, purpose="x", minutes=5)
    )
    approve(view)
    start_view(view=view, by=ada(), at=now())
    assert address(view) == "https://mesh.example.org/?gotonode=ab%40c%241"
