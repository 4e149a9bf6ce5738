"""Drafts: who writes what when, and two who write at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.charters.commands import drop_draft, save_draft, start_draft
from charterdesk.charters.commands.drafting import STALE
from charterdesk.charters.models import CharterDraft
from charterdesk.charters.queries import draft_of, edit_of, edits_of
from charterdesk.charters.shipped import shipped_text
from tests.apps.cast import MONDAY, ada, admin, charter

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(minutes=5)


def begun(name: str = "ours", text: str = "charter: ours\n") -> CharterDraft:
    return granted(start_draft(name=name, text=text, by=admin(), at=MONDAY))


def saved(text: str, seen: int, name: str = "ours") -> CharterDraft | Refusal:
    return save_draft(name=name, text=text, seen_edition=seen, by=admin(), at=LATER)


def test_a_draft_begins_from_a_published_version() -> None:
    charter("roxen")
    draft = granted(start_draft(name="roxen", from_version=1, by=admin(), at=MONDAY))
    assert (draft.text, draft.base) == (shipped_text("roxen"), 1)


def test_a_draft_from_a_shipped_charter_bears_its_own_name() -> None:
    draft = granted(start_draft(name="our-support", shipped="bicom", by=admin(), at=MONDAY))
    assert "\ncharter: our-support" in f"\n{draft.text}"
    assert "charter: bicom" not in draft.text


def test_a_draft_begun_twice_is_refused() -> None:
    begun()
    assert isinstance(start_draft(name="ours", by=admin(), at=LATER), Refusal)


@pytest.mark.parametrize("name", ["", "a b", "<script>", "x" * 61, "a/b"])
def test_a_name_that_no_charter_can_bear_is_refused(name: str) -> None:
    refused = start_draft(name=name, by=admin(), at=MONDAY)
    assert isinstance(refused, Refusal)
    assert refused.field == "name"


def test_a_version_that_is_not_there_is_refused() -> None:
    refused = start_draft(name="ours", from_version=7, by=admin(), at=MONDAY)
    assert isinstance(refused, Refusal)
    assert "version 7" in refused.text


def test_each_saved_text_is_kept_with_author_and_time() -> None:
    draft = begun()
    granted(saved("charter: ours\nversion: 2\n", draft.edition))
    rows = [(row.edition, row.what, row.made_at) for row in edits_of(ada(), "ours")]
    assert rows == [(2, "saved", LATER), (1, "started", MONDAY)]
    first = edit_of(ada(), "ours", 1)
    assert first is not None
    assert (first.text, first.made_by) == ("charter: ours\n", admin())


def test_the_second_of_two_who_write_at_once_is_told() -> None:
    draft = begun()
    granted(saved("first: text\n", draft.edition))
    refused = saved("second: text\n", draft.edition)
    assert isinstance(refused, Refusal)
    assert refused.field == STALE
    assert "Ragna Root" in refused.text
    kept = draft_of(ada(), "ours")
    assert kept is not None
    assert kept.text == "first: text\n"


def test_the_same_text_again_is_no_new_edition_and_no_conflict() -> None:
    draft = begun()
    assert granted(saved(draft.text, 99)).edition == draft.edition


def test_a_dropped_drafts_texts_stay_and_the_count_goes_on() -> None:
    draft = begun()
    drop_draft(name="ours", seen_edition=draft.edition, by=admin(), at=LATER)
    assert draft_of(ada(), "ours") is None
    assert begun().edition == 3


def test_a_draft_that_others_went_on_with_is_not_dropped() -> None:
    draft = begun()
    granted(saved("more: text\n", draft.edition))
    assert drop_draft(name="ours", seen_edition=draft.edition, by=admin(), at=LATER)
    assert draft_of(ada(), "ours")


def test_text_that_is_no_charter_is_kept() -> None:
    draft = begun()
    assert granted(saved("\tnonsense: [", draft.edition)).text == "\tnonsense: ["


@pytest.mark.parametrize("sign", ["\0", "\ud800"])
def test_what_no_text_holds_is_refused_with_its_line(sign: str) -> None:
    refused = saved(f"charter: ours\nversion: 1{sign}\n", begun().edition)
    assert isinstance(refused, Refusal)
    assert "line 2" in refused.text


def test_ten_megabytes_are_refused_with_a_sentence() -> None:
    refused = saved("a" * 10_000_000, begun().edition)
    assert isinstance(refused, Refusal)
    assert "1 MB" in refused.text


def test_a_browsers_line_ends_become_plain_ones() -> None:
    assert granted(saved("charter: ours\r\nversion: 1\r\n", begun().edition)).text.count("\r") == 0


def test_only_administrators_write() -> None:
    begun()
    with pytest.raises(PermissionDenied):
        start_draft(name="others", by=ada(), at=MONDAY)
    with pytest.raises(PermissionDenied):
        save_draft(name="ours", text="x", seen_edition=1, by=ada(), at=MONDAY)
    with pytest.raises(PermissionDenied):
        drop_draft(name="ours", seen_edition=1, by=ada(), at=MONDAY)
