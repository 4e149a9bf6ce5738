"""Data of a customer: taken with consent, deleted on its day, what is left is shown (R-HFN-17)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from charterdesk.access.approvals import DATA
from charterdesk.access.commands.taking import (
    DataWanted,
    Pieces,
    ask_data,
    confirm_gone,
    delete_now,
    record_data_word,
    take_data,
    withdraw_data,
)
from charterdesk.access.deleting import UNANSWERED_FOR, delete_due_data
from charterdesk.access.models import TakenData, TakenPiece
from charterdesk.access.queries import data_to_delete
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.commands import approve_act, refuse_approval
from charterdesk.cases.messages import File, Written
from charterdesk.cases.models import Attachment, Case, Message
from charterdesk.cases.store import load
from charterdesk.engine.decide import Refusal as Refused
from charterdesk.kit.kept_files import path_of
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from tests.apps.cases.desk_work import cleo_asks
from tests.apps.cast import ada
from tests.faces.desk_scene import case_of, cleo_writes, eve, owned

pytestmark = pytest.mark.django_db
BYTES = b"customers of the customer"


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def case() -> Case:
    """A case to which the customer sent a file."""
    file = File("dump.sql", "text/plain", BYTES)
    return owned(case_of("handsfree", subject="It hangs", files=(file,)), ada())


def day(days: int = 10) -> date:
    """So many days from today."""
    return (now() + timedelta(days=days)).date()


def asked(on: Case | None = None, **more: Any) -> TakenData:
    """Ada asks Cleo for a database."""
    wanted = DataWanted(**{"kind": "database", "purpose": "To see it", "delete_on": day(), **more})
    found = ask_data(case=on or case(), wanted=wanted, by=ada(), at=now())
    assert isinstance(found, TakenData), found
    return found


def taken(**more: Any) -> TakenData:
    """The same with consent, and the file marked."""
    data = asked(**more)
    approve_act(case=data.case, what=DATA, by=cleo_asks(), at=now())
    done = take_data(data=data, pieces=Pieces(files=files(data)), by=ada(), at=now())
    assert isinstance(done, TakenData), done
    return done


def files(data: TakenData) -> list[Attachment]:
    """The files of its case."""
    return list(Attachment.objects.filter(message__case=data.case_id).select_related("message"))


def test_nothing_is_taken_without_consent() -> None:
    """R-HFN-17"""
    data = asked()
    answer = take_data(data=data, pieces=Pieces(files=files(data)), by=ada(), at=now())
    assert isinstance(answer, Refused)
    assert any("approval" in word for word in answer.missing)
    assert not TakenPiece.objects.exists()


def test_nothing_is_taken_from_its_day_on() -> None:
    """R-HFN-17"""
    data = asked(delete_on=day(3))
    approve_act(case=data.case, what=DATA, by=cleo_asks(), at=now())
    pieces, late = Pieces(files=files(data)), now() + timedelta(days=4)
    answer = take_data(data=data, pieces=pieces, by=ada(), at=late)
    assert isinstance(answer, Refusal)
    assert "ask anew" in answer.text
    assert not TakenPiece.objects.exists()


def test_on_its_day_the_bytes_are_gone_the_case_says_so_and_its_owner_is_told() -> None:
    """R-HFN-17"""
    data = taken()
    file = files(data)[0]
    assert delete_due_data(at=now() + timedelta(days=8)) == 0
    assert path_of(file.stored).read_bytes() == BYTES
    assert delete_due_data(at=now() + timedelta(days=11)) == 1
    assert not path_of(file.stored).exists()
    data.refresh_from_db()
    assert data.ended_how == "deleted"
    note = Message.objects.order_by("-pk")[0]
    assert not note.public
    assert "(database) is deleted: dump.sql" in note.text
    assert Notice.objects.filter(case=data.case, person=ada(), about="mention").exists()
    assert delete_due_data(at=now() + timedelta(days=12)) == 0


def test_the_approval_is_over_with_the_data() -> None:
    data = taken()
    delete_due_data(at=now() + timedelta(days=11))
    assert DATA not in load(data.case_id).state.approvals


def test_taken_back_it_is_deleted_at_once() -> None:
    data = taken()
    refuse_approval(case=data.case, what=DATA, says="No more", by=cleo_asks(), at=now())
    assert delete_due_data(at=now()) == 1
    assert not path_of(files(data)[0].stored).exists()


def test_what_is_needed_no_longer_is_deleted_in_the_next_round() -> None:
    data = taken()
    delete_now(data=data, by=ada(), at=now())
    assert delete_due_data(at=now()) == 1


def test_what_can_not_be_deleted_is_shown_told_once_and_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = taken()
    later = now() + timedelta(days=11)

    def refused(name: str) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as broken:
        broken.setattr("charterdesk.access.deleting.drop_file", refused)
        delete_due_data(at=later)
        notes = Message.objects.count()
        delete_due_data(at=later)
    assert Message.objects.count() == notes
    assert "dump.sql: Permission denied" in Message.objects.order_by("-pk")[0].text
    data.refresh_from_db()
    assert data.ended_at is None
    assert data_to_delete(ada()) == [data]
    assert delete_due_data(at=later) == 1
    data.refresh_from_db()
    assert data.ended_how == "deleted"


def test_a_copy_elsewhere_keeps_it_open_until_somebody_says_that_it_is_gone() -> None:
    data = taken()
    take_data(data=data, pieces=Pieces(elsewhere="dump on the test machine"), by=ada(), at=now())
    later = now() + timedelta(days=11)
    delete_due_data(at=later)
    data.refresh_from_db()
    assert data.ended_at is None
    assert "dump on the test machine" in Message.objects.order_by("-pk")[0].text
    confirm_gone(piece=TakenPiece.objects.get(attachment=None), by=ada(), at=later)
    delete_due_data(at=later)
    data.refresh_from_db()
    assert data.ended_how == "deleted"


def test_the_mail_that_brought_a_file_is_named_as_a_copy() -> None:
    work = case()
    Message.objects.filter(case=work).update(raw_mail="7")
    taken(on=work)
    copy = TakenPiece.objects.get(attachment=None)
    assert "dump.sql in the mail that brought it" in copy.elsewhere


def test_an_upload_is_marked_as_well() -> None:
    data = asked()
    approve_act(case=data.case, what=DATA, by=cleo_asks(), at=now())
    written = Written(text="Taken", files=(File("log.txt", "text/plain", b"x"),))
    take_data(data=data, pieces=Pieces(written=written), by=ada(), at=now())
    delete_due_data(at=now() + timedelta(days=11))
    file = Attachment.objects.get(name="log.txt")
    assert not path_of(file.stored).exists()


@pytest.mark.parametrize("on", [day(0), day(-1), day(400)])
def test_a_day_that_makes_no_sense_is_refused(on: date) -> None:
    wanted = DataWanted(kind="logs", purpose="x", delete_on=on)
    assert isinstance(ask_data(case=case(), wanted=wanted, by=ada(), at=now()), Refusal)


def test_a_file_of_another_case_or_marked_before_is_refused() -> None:
    data = taken()
    again = take_data(data=data, pieces=Pieces(files=files(data)), by=ada(), at=now())
    assert isinstance(again, Refusal)
    other = case()
    theirs = list(Attachment.objects.filter(message__case=other).select_related("message"))
    foreign = take_data(data=data, pieces=Pieces(files=theirs), by=ada(), at=now())
    assert isinstance(foreign, Refusal)


def test_a_request_that_nobody_answers_or_wants_comes_to_nothing() -> None:
    first = asked()
    withdraw_data(data=first, by=ada(), at=now())
    second = asked(first.case)
    assert delete_due_data(at=now() + UNANSWERED_FOR + timedelta(minutes=1)) == 1
    second.refresh_from_db()
    assert second.ended_how == "withdrawn"


def test_a_no_ends_the_request() -> None:
    data = asked()
    refuse_approval(case=data.case, what=DATA, says="No", by=cleo_asks(), at=now())
    delete_due_data(at=now())
    data.refresh_from_db()
    assert data.ended_how == "refused"


def test_consent_to_earlier_data_is_none_to_later_data() -> None:
    first = taken()
    second = asked(first.case)
    answer = take_data(data=second, pieces=Pieces(elsewhere="x"), by=ada(), at=now())
    assert isinstance(answer, Refused | Refusal)
    delete_due_data(at=now())
    first.refresh_from_db()
    assert first.ended_at is None


def test_a_word_on_the_telephone_counts_with_who_said_it() -> None:
    data = asked()
    record_data_word(data=data, says="Cleo Lind, by telephone", by=ada(), at=now())
    done = take_data(data=data, pieces=Pieces(elsewhere="x"), by=ada(), at=now())
    assert isinstance(done, TakenData)


def test_what_others_may_not_see_is_not_in_their_list() -> None:
    data = taken()
    cleo_writes(data.case)
    assert data_to_delete(ada()) == [data]
    assert data_to_delete(eve()) == []
