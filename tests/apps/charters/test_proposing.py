"""From a draft to a version: numbers, starts, the second person, and the way back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts.commands import add_person
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.charters.commands import (
    Start,
    approve_proposal,
    decline_proposal,
    lift_second_person,
    publish_draft,
    return_to_version,
    save_draft,
    start_draft,
    want_second_person,
)
from charterdesk.charters.commands.drafting import STALE
from charterdesk.charters.models import CharterDraft, CharterProposal, CharterVersion, ServedCharter
from charterdesk.charters.queries import charter_in_force, draft_of, edits_of
from charterdesk.charters.shipped import shipped_text
from charterdesk.charters.stamping import stamped
from tests.apps.cast import MONDAY, ada, admin, charter

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
NEXT_WEEK = MONDAY + timedelta(days=7)


def second() -> Person:
    known = Person.objects.filter(username="sven").first()
    return known or granted(
        add_person(
            username="sven", name="Sven Second", email="sven@desk.example", is_admin=True,
            zone="Europe/Stockholm", by=DESK, at=MONDAY,
        )
    )  # fmt: skip


def changed() -> CharterDraft:
    """A draft of roxen in which a critical case is answered sooner."""
    charter("roxen")
    draft = granted(start_draft(name="roxen", from_version=1, by=admin(), at=MONDAY))
    text = draft.text.replace("response: 1h", "response: 30m", 1)
    return granted(
        save_draft(name="roxen", text=text, seen_edition=draft.edition, by=admin(), at=MONDAY)
    )


def published(start: Start | None = None) -> CharterVersion | CharterProposal | Refusal:
    return publish_draft(
        name="roxen", seen_edition=changed().edition, start=start or Start(), by=admin(), at=LATER
    )


def proposed(start: Start | None = None) -> CharterProposal:
    charter("roxen")
    granted(want_second_person(name="roxen", by=admin(), at=MONDAY))
    done = published(start)
    assert isinstance(done, CharterProposal)
    return done


def test_a_published_draft_takes_the_next_free_number_and_is_done() -> None:
    version = published()
    assert isinstance(version, CharterVersion)
    assert (version.version, version.in_force_from) == (2, LATER)
    assert "response: 30m" in version.text
    assert draft_of(ada(), "roxen") is None
    assert edits_of(ada(), "roxen")[0].what == "published"


def test_a_start_to_come_stands_in_the_text_in_the_charters_zone() -> None:
    version = published(Start(datetime(2026, 7, 1, 6, 0, tzinfo=UTC)))
    assert isinstance(version, CharterVersion)
    assert version.in_force_from == datetime(2026, 7, 1, 6, 0, tzinfo=UTC)
    assert "in_force_from: 2026-07-01 08:00" in version.text
    assert charter_in_force("roxen", LATER).version == 1


def test_a_start_in_the_past_is_refused() -> None:
    refused = published(Start(MONDAY))
    assert isinstance(refused, Refusal)
    assert refused.field == "starts_at"


def test_a_draft_that_was_saved_since_it_was_seen_is_not_published() -> None:
    draft = changed()
    granted(
        save_draft(name="roxen", text=draft.text + "\n", seen_edition=draft.edition,
                   by=admin(), at=LATER)
    )  # fmt: skip
    refused = publish_draft(
        name="roxen", seen_edition=draft.edition, start=Start(), by=admin(), at=LATER
    )
    assert isinstance(refused, Refusal)
    assert refused.field == STALE
    assert CharterVersion.objects.count() == 1


def test_a_text_that_names_another_charter_is_refused() -> None:
    draft = granted(start_draft(name="ours", text=shipped_text("bicom"), by=admin(), at=MONDAY))
    refused = publish_draft(
        name="ours", seen_edition=draft.edition, start=Start(), by=admin(), at=LATER
    )
    assert isinstance(refused, Refusal)
    assert "write `charter: ours`" in refused.text


def test_where_two_must_agree_nothing_is_in_force_before() -> None:
    proposal = proposed()
    assert charter_in_force("roxen", NEXT_WEEK).version == 1
    version = approve_proposal(proposal=proposal, by=second(), at=NEXT_WEEK)
    assert isinstance(version, CharterVersion)
    assert (version.published_by, version.approved_by) == (admin(), second())
    assert charter_in_force("roxen", NEXT_WEEK).version == 2
    assert draft_of(ada(), "roxen") is None


def test_nobody_approves_what_they_asked_for() -> None:
    refused = approve_proposal(proposal=proposed(), by=admin(), at=NEXT_WEEK)
    assert isinstance(refused, Refusal)
    assert CharterVersion.objects.count() == 1


def test_what_was_proposed_is_published_whatever_was_written_since() -> None:
    proposal = proposed()
    draft = CharterDraft.objects.get()
    granted(
        save_draft(name="roxen", text=draft.text.replace("30m", "5m", 1), by=admin(), at=LATER,
                   seen_edition=draft.edition)
    )  # fmt: skip
    version = approve_proposal(proposal=proposal, by=second(), at=NEXT_WEEK)
    assert isinstance(version, CharterVersion)
    assert "response: 30m" in version.text
    assert draft_of(ada(), "roxen") is not None


def test_declining_wants_a_reason() -> None:
    proposal = proposed()
    refused = decline_proposal(proposal=proposal, reason=" ", by=second(), at=LATER)
    assert isinstance(refused, Refusal)
    assert decline_proposal(proposal=proposal, reason="Too tight.", by=second(), at=LATER) is None
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.reason) == ("declined", "Too tight.")
    assert isinstance(approve_proposal(proposal=proposal, by=second(), at=LATER), Refusal)


def test_the_author_may_take_it_back() -> None:
    proposal = proposed()
    assert decline_proposal(proposal=proposal, reason="", by=admin(), at=LATER) is None
    proposal.refresh_from_db()
    assert proposal.outcome == "withdrawn"


def test_a_start_that_passed_before_the_approval_is_now() -> None:
    proposal = proposed(Start(LATER + timedelta(hours=1)))
    version = approve_proposal(proposal=proposal, by=second(), at=NEXT_WEEK)
    assert isinstance(version, CharterVersion)
    assert version.in_force_from == NEXT_WEEK


def test_going_back_is_a_new_version_with_the_former_text() -> None:
    published()
    version = return_to_version(name="roxen", version=1, by=admin(), at=NEXT_WEEK)
    assert isinstance(version, CharterVersion)
    assert (version.version, version.in_force_from) == (3, NEXT_WEEK)
    assert version.text == shipped_text("roxen").replace("\nversion: 1", "\nversion: 3")


def test_one_person_alone_does_not_lift_the_rule_of_two() -> None:
    charter("roxen")
    granted(want_second_person(name="roxen", by=admin(), at=MONDAY))
    for _ in range(2):
        assert granted(lift_second_person(name="roxen", by=admin(), at=LATER)).needs_second
    granted(lift_second_person(name="roxen", by=second(), at=LATER))
    assert not ServedCharter.objects.get().needs_second


def test_only_administrators_publish_and_decide() -> None:
    proposal = proposed()
    with pytest.raises(PermissionDenied):
        publish_draft(name="roxen", seen_edition=1, start=Start(), by=ada(), at=LATER)
    with pytest.raises(PermissionDenied):
        approve_proposal(proposal=proposal, by=ada(), at=LATER)
    with pytest.raises(PermissionDenied):
        decline_proposal(proposal=proposal, reason="no", by=ada(), at=LATER)
    with pytest.raises(PermissionDenied):
        return_to_version(name="roxen", version=1, by=ada(), at=LATER)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("charter: a\nversion: 1 # one\nzone: UTC\n", "charter: a\nversion: 12 # one\nzone: UTC\n"),
        ("version: '1'\n", "version: '12'\n"),
        ("{charter: a, version: 1, zone: UTC}", "{charter: a, version: 12, zone: UTC}"),
        ("zone: UTC\n", "zone: UTC\n"),
    ],
)
def test_a_number_is_written_in_its_place(text: str, wanted: str) -> None:
    assert stamped(text, version=12) == wanted


def test_a_start_that_the_text_lacks_goes_below_the_version() -> None:
    text = "charter: a\nversion: 1  # first\nzone: UTC\n"
    wanted = "charter: a\nversion: 1  # first\nin_force_from: 2026-06-15 10:00\nzone: UTC\n"
    assert stamped(text, starts_at=MONDAY, zone="Europe/Stockholm") == wanted
