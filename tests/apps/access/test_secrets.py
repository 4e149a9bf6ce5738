"""Secrets of customers' systems: who may look, for what, and what the log says (R-BIC-34)."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from charterdesk.access.commands import (
    Shown,
    end_secret,
    end_system,
    keep_secret,
    keep_system,
    show_secret,
    take_right,
)
from charterdesk.access.commands.systems import MOST_SYSTEMS
from charterdesk.access.journal import journal_faults
from charterdesk.access.models import AccessLine, Secret
from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import DESK
from charterdesk.cases.actors import Asker
from charterdesk.cases.commands import hand_back
from charterdesk.kit.wallclock import now
from tests.apps.access.systems import WORD, ada_may_look, case, secret, system
from tests.apps.cast import ada, admin, ben, cleo, dora
from tests.faces.desk_scene import eve

pytestmark = pytest.mark.django_db


def look(of: Secret, reason: str = "The trunk is down", key: str = "k1") -> Shown | Refusal:
    """Ada asks to see it."""
    return show_secret(secret=of, case=case(), reason=reason, key=key, by=ada(), at=now())


def test_who_has_the_right_sees_it_for_a_reason_and_the_log_has_both() -> None:
    """R-BIC-34"""
    ada_may_look()
    found = look(secret())
    assert isinstance(found, Shown)
    assert (found.account, found.secret) == ("admin", WORD)
    line = AccessLine.objects.order_by("-pk")[0]
    assert (line.kind, line.by, line.reason) == ("shown", "ada", "The trunk is down")
    assert line.case.startswith("BIC")


def test_without_a_reason_nothing_is_shown() -> None:
    ada_may_look()
    answer = look(secret(), reason="  ")
    assert isinstance(answer, Refusal)
    assert "Say what you need it for" in answer.text
    assert not AccessLine.objects.filter(kind="shown").exists()


def test_pressed_twice_it_is_shown_once() -> None:
    ada_may_look()
    one = secret()
    work = case()
    given: dict[str, Any] = {
        "secret": one,
        "case": work,
        "reason": "The trunk",
        "by": ada(),
        "at": now(),
    }
    assert isinstance(show_secret(key="same", **given), Shown)
    again = show_secret(key="same", **given)
    assert isinstance(again, Refusal)
    assert "shown already" in again.text
    assert AccessLine.objects.filter(kind="shown").count() == 1


def test_without_a_named_team_nobody_may_look_not_even_an_administrator() -> None:
    one, work = secret(), case()
    for person in (ada(), ben(), admin()):
        with pytest.raises(PermissionDenied):
            show_secret(secret=one, case=work, reason="Work", key="k", by=person, at=now())


def test_a_right_that_is_taken_ends_at_once() -> None:
    ada_may_look()
    one = secret()
    take_right(team=ada().teams.get(), by=admin(), at=now())
    with pytest.raises(PermissionDenied):
        look(one)


def test_a_closed_account_sees_nothing_although_it_was_loaded_before() -> None:
    ada_may_look()
    one, work, loaded = secret(), case(), ada()
    deactivate_person(person=ada(), by=DESK, at=now())
    with pytest.raises(PermissionDenied):
        show_secret(secret=one, case=work, reason="Work", key="k", by=loaded, at=now())


def test_the_right_needs_a_case_of_that_customer_in_sight() -> None:
    ada_may_look()
    theirs = secret()
    with pytest.raises(PermissionDenied):
        show_secret(secret=theirs, case=case(), reason="Work", key="k", by=eve(), at=now())
    other = case()
    other.organisation = dora().organisation
    other.save()
    with pytest.raises(PermissionDenied):
        show_secret(secret=theirs, case=other, reason="Work", key="k", by=ada(), at=now())


def test_a_case_that_is_over_opens_nothing() -> None:
    ada_may_look()
    one, work = secret(), case()
    hand_back(case=work, reason="out of scope", by=ada(), at=now())
    answer = show_secret(secret=one, case=work, reason="Work", key="k", by=ada(), at=now())
    assert isinstance(answer, Refusal)
    assert "open one" in answer.text


def test_a_new_secret_takes_the_place_of_the_old_one_which_is_wiped() -> None:
    ada_may_look()
    one = system()
    old = secret(one)
    secret(one, secret="another-word")
    old.refresh_from_db()
    assert (old.sealed, old.key) == ("", "")
    assert old.ended_at
    answer = look(old)
    assert isinstance(answer, Refusal)


def test_an_ended_system_has_no_sealed_text_left() -> None:
    one = system()
    kept = secret(one)
    end_secret(secret=kept, by=ada(), at=now())
    secret(one)
    end_system(system=one, by=ada(), at=now())
    assert not Secret.objects.exclude(sealed="").exists()
    assert [line.kind for line in AccessLine.objects.order_by("seq")] == [
        "changed", "kept", "ended", "kept", "ended",
    ]  # fmt: skip


def test_a_customer_keeps_their_own_and_nobody_elses() -> None:
    one = system()
    by = Asker("Cleo Lind", cleo())
    assert isinstance(secret(one, by=by), Secret)
    assert AccessLine.objects.order_by("-pk")[0].by_customer
    with pytest.raises(PermissionDenied):
        secret(one, by=Asker("Dora Elm", dora()))
    with pytest.raises(PermissionDenied):
        system("second", by=Asker("nobody@elsewhere.example"))


@pytest.mark.parametrize("address", ["two words", "-x.example", "a" * 300, "ex\0ample", "http://"])
def test_what_is_no_address_is_refused(address: str) -> None:
    answer = keep_system(
        organisation=system().organisation, name="b", address=address, ports={}, by=ada(), at=now()
    )
    assert isinstance(answer, Refusal)
    assert "is no address" in answer.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" https://PBX.Example.org:8443/x ", "pbx.example.org"),
        ("https://PBX.Example.org/x?y", "pbx.example.org"),
        ("203.0.113.7", "203.0.113.7"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("bücher.example", "xn--bcher-kva.example"),
    ],
)
def test_an_address_is_kept_as_the_host_alone(typed: str, kept: str) -> None:
    answer = keep_system(
        organisation=system().organisation, name="b", address=typed, ports={}, by=ada(), at=now()
    )
    assert (answer.address if not isinstance(answer, Refusal) else "") == kept


def test_too_many_ports_and_too_many_systems_are_refused() -> None:
    many = {"all": range(1, 60)}
    firm = system().organisation
    given: dict[str, Any] = {"organisation": firm, "address": "", "by": ada(), "at": now()}
    assert isinstance(keep_system(name="b", ports=many, **given), Refusal)
    for number in range(MOST_SYSTEMS - 1):
        keep_system(name=f"s{number}", ports={}, **given)
    answer = keep_system(name="last", ports={}, **given)
    assert isinstance(answer, Refusal)
    assert "too many systems" in answer.text


def test_a_secret_needs_words_and_a_length() -> None:
    one = system()
    for what, word in ((" ", "x"), ("a", "")):
        answer = keep_secret(system=one, what=what, secret=word, account="", by=ada(), at=now())
        assert isinstance(answer, Refusal)


def test_the_log_can_be_neither_changed_nor_shortened_unseen() -> None:
    one = system()
    secret(one)
    secret(one)
    assert list(journal_faults()) == []
    with pytest.raises(TypeError, match="append-only"):
        AccessLine.objects.update(reason="x")
    with pytest.raises(TypeError, match="append-only"):
        AccessLine.objects.filter(seq=1).delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_accessline SET what = 'tea' WHERE seq = 2")
    assert "line 2 (kept) was changed" in "".join(journal_faults())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_accessline WHERE seq = 2")
    assert "line 2 is missing" in "".join(journal_faults())
