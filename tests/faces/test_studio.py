"""The studio's pages: list, history, editor, comparison, publishing, and who may do what."""

from datetime import timedelta

import pytest

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.charters.commands import save_draft, start_draft, want_second_person
from charterdesk.charters.models import CharterDraft, CharterProposal, CharterVersion
from charterdesk.charters.queries import draft_of, live_charters
from charterdesk.kit.wallclock import now
from tests.apps.cast import MONDAY, ada, admin, charter
from tests.apps.charters.test_proposing import second
from tests.faces.visiting import Visit

URL = "/manage/charter/"
# Whatever stands in a charter, a name or a reason is shown as text.
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def studio(visit: Visit) -> Visit:
    """An administrator before a desk with one small charter, in force since June."""
    visit.as_(admin())
    begun = granted(start_draft(name="ours", text=TEXT, by=admin(), at=MONDAY))
    visit.post(f"{URL}ours/publish/", start="now", cases="keep", seen=str(begun.edition))
    assert CharterVersion.objects.get().version == 1
    return visit


TEXT = """\
charter: ours
version: 1
zone: Europe/Stockholm
hours: {office: {open: [Mon-Fri 09:00-17:00]}}
roles: {manager: {is: person}}
last_resort: manager
channels: {phone: {live: yes}, mail: {address: support@example.com}}
priorities: {list: {urgent: {when: [nothing works]}, normal: {default: yes}}}
promises: {urgent: {hours: office, response: 1h}, normal: {hours: office, response: 1d}}
waiting: {customer: {remind: [3d, 7d]}}
closing: {silence: {close: 14d after resolved}}
"""
STRICTER = TEXT.replace("response: 1h", "response: 30m")


def written(text: str = STRICTER) -> CharterDraft:
    """A draft of the charter with another text."""
    draft = granted(start_draft(name="ours", from_version=1, by=admin(), at=now()))
    saved = save_draft(name="ours", text=text, seen_edition=draft.edition, by=admin(), at=now())
    return granted(saved)


def other(visit: Visit, person: Person) -> Visit:
    return Visit(visit.client).as_(person)


def test_a_new_charter_begins_with_a_few_lines_in_its_authors_zone(visit: Visit) -> None:
    page = visit.as_(admin()).post(URL, name="ours", start="blank")
    assert page.url == f"{URL}ours/write/"
    assert page.says("charter: ours", "zone: Europe/Stockholm", "Nothing stops this text")


def test_a_shipped_charter_is_a_start(visit: Visit) -> None:
    page = visit.as_(admin()).post(URL, name="our-desk", start="roxen")
    assert page.says("charter: our-desk", "The Roxen Technical Support process")


def test_the_list_names_what_is_in_force_and_what_is_written(studio: Visit) -> None:
    written()
    assert studio.get(URL).says("ours", "version 1", "draft", "1 charter, 1 is being written.")


def test_an_empty_desk_says_how_to_begin(visit: Visit) -> None:
    assert visit.as_(admin()).get(URL).says("There is no charter yet.", "New charter")


def test_what_is_typed_is_saved_as_it_was_typed(studio: Visit) -> None:
    draft = written()
    typed = "  # mine\n" + STRICTER + "\n\n"
    page = studio.post(f"{URL}ours/write/", text=typed, seen=str(draft.edition), act="save")
    assert page.says("The draft is saved.")
    kept = draft_of(admin(), "ours")
    assert kept is not None
    assert kept.text == typed


def test_checking_saves_nothing_and_leads_to_the_line(studio: Visit) -> None:
    draft = written()
    typed = STRICTER.replace("hours: office, response: 30m", "hours: offfice, response: 30m")
    page = studio.post(f"{URL}ours/write/", text=typed, seen=str(draft.edition), act="check")
    assert page.says("Did you mean &#39;office&#39;?", 'href="#line-9"', "Not to be published yet")
    assert page.says("offfice, response: 30m")
    assert draft_of(admin(), "ours") == draft
    assert CharterDraft.objects.get().text == STRICTER


def test_the_second_of_two_keeps_the_text_and_sees_what_changed(studio: Visit) -> None:
    draft = written()
    theirs = STRICTER.replace("response: 1d", "response: 4h")
    save_draft(name="ours", text=theirs, seen_edition=draft.edition, by=second(), at=now())
    mine = STRICTER + "# mine\n"
    page = studio.post(f"{URL}ours/write/", text=mine, seen=str(draft.edition), act="save")
    assert page.status == 409
    assert page.says("Sven Second saved this draft meanwhile", "# mine", "response: 4h")
    again = draft_of(admin(), "ours")
    assert again is not None
    studio.post(f"{URL}ours/write/", text=mine, seen=str(again.edition))
    assert CharterDraft.objects.get().text == mine


def test_a_text_whose_draft_was_published_meanwhile_is_not_lost(studio: Visit) -> None:
    page = studio.post(f"{URL}ours/write/", text=STRICTER, seen="1", act="save")
    assert page.says("a new one holds your text")
    assert CharterDraft.objects.get().text == STRICTER


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("charter: ours\n\tversion: 1\n", "A tab stands here."),
        ("charter: ours\ncharter: ours\n", "stands twice"),
        ("a: &x [1]\nb: *x\n", "An anchor"),
        ("", "is no list of"),
        ("charter: [", "not readable YAML"),
    ],
)
def test_a_text_that_can_not_be_read_gets_its_sentence_and_is_kept(
    studio: Visit, typed: str, sentence: str
) -> None:
    draft = written()
    page = studio.post(f"{URL}ours/write/", text=typed, seen=str(draft.edition), act="save")
    assert page.status == 200
    assert page.says(sentence)
    assert CharterDraft.objects.get().text == typed


def test_what_can_not_be_stored_stands_in_the_form_with_its_sentence(studio: Visit) -> None:
    draft = written()
    page = studio.post(f"{URL}ours/write/", text="a: 1\nb: \0\n", seen=str(draft.edition))
    assert page.status == 422
    assert page.says("U+0000", "line 2", "a: 1")


def test_two_megabytes_are_refused_with_a_sentence(studio: Visit) -> None:
    page = studio.post(f"{URL}ours/write/", text="a" * 2_000_000, seen=str(written().edition))
    assert page.status == 422
    assert page.says("larger than 1 MB")


def test_ten_megabytes_are_not_even_read(studio: Visit) -> None:
    body = "text=" + "a" * 10_000_000
    answer = studio.client.post(
        f"{URL}ours/write/", body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "nothing is lost" in answer.content.decode()


def test_the_editor_is_guarded_against_forged_forms(studio: Visit) -> None:
    studio.client.handler.enforce_csrf_checks = True
    draft = written()
    page = studio.post(f"{URL}ours/write/", text="x", seen=str(draft.edition))
    assert page.status == 403
    assert CharterDraft.objects.get().text == STRICTER


@pytest.mark.parametrize("place", ["text", "check"])
def test_a_charters_words_are_shown_as_text(studio: Visit, place: str) -> None:
    draft = written(TEXT.replace("[nothing works]", f"['{HOSTILE}']"))
    page = studio.get(f"{URL}ours/write/")
    for address in ("publish/", "diff/", f"text/e{draft.edition}/", ""):
        page = studio.get(f"{URL}ours/{address}")
        assert page.status == 200
        assert HOSTILE not in page.text
    page = studio.post(f"{URL}ours/write/", text=f"{HOSTILE}: 1", seen="9", act="check")
    assert HOSTILE not in page.text
    assert "&lt;script&gt;" in page.text


def test_the_difference_is_said_in_words_and_line_by_line(studio: Visit) -> None:
    written()
    page = studio.get(f"{URL}ours/diff/")
    assert page.says("From version 1 to the draft 1 thing changes: 1 stricter.", "Line by line")
    assert page.says("response: 30m", 'data-kind="gone"', 'data-kind="new"')


def test_texts_that_are_not_there_are_not_found(studio: Visit) -> None:
    for address in ("text/v9/", "text/x/", "text/e99999999/", "diff/?old=v9", "text/draft/"):
        assert studio.get(f"{URL}ours/{address}").status == 404
    assert studio.get(f"{URL}theirs/").status == 404


def test_publishing_says_what_changes_and_numbers_the_version(studio: Visit) -> None:
    written()
    page = studio.fill(f"{URL}ours/publish/", "publish/")
    assert page.says("Version 2 is published")
    row = CharterVersion.objects.get(version=2)
    assert "version: 2\n" in row.text
    assert row.published_by == admin()


def test_a_start_to_come_is_taken_in_the_readers_zone(studio: Visit) -> None:
    written()
    wall = (now() + timedelta(days=9)).strftime("%Y-%m-%dT08:00")
    studio.fill(f"{URL}ours/publish/", "publish/", start="at", starts_at=wall)
    row = CharterVersion.objects.get(version=2)
    assert f"in_force_from: {wall.replace('T', ' ')}" in row.text
    assert studio.get(f"{URL}ours/").says("Version 1 is in force", "to come")


@pytest.mark.parametrize("starts_at", ["", "2020-01-01T08:00", "soon"])
def test_a_start_that_can_not_be_is_refused_by_its_field(studio: Visit, starts_at: str) -> None:
    written()
    page = studio.fill(f"{URL}ours/publish/", "publish/", start="at", starts_at=starts_at)
    assert page.status == 422
    assert CharterVersion.objects.count() == 1


def test_errors_stop_publishing_with_their_reason(studio: Visit) -> None:
    draft = written(TEXT.replace("hours: office, response: 1h", "hours: ofice, response: 1h"))
    page = studio.get(f"{URL}ours/publish/")
    assert page.says("What stops it", "ofice")
    answer = studio.post(f"{URL}ours/publish/", start="now", cases="keep", seen=str(draft.edition))
    assert answer.status == 422
    assert CharterVersion.objects.count() == 1


def test_where_two_must_agree_the_author_waits_and_the_other_decides(studio: Visit) -> None:
    granted(want_second_person(name="ours", by=admin(), at=now()))
    written()
    page = studio.fill(f"{URL}ours/publish/", "publish/")
    assert page.says("A second person must approve it now")
    own = studio.get(f"{URL}ours/publish/")
    assert own.says("somebody else must approve it", "Take it back")
    assert not own.says("Approve and publish")
    studio.post(f"{URL}ours/decide/", act="approve")
    assert CharterVersion.objects.count() == 1
    theirs = other(studio, second())
    assert theirs.get(f"{URL}ours/publish/").says("Approve and publish", "30m instead of 1h")
    assert theirs.post(f"{URL}ours/decide/", act="approve").says("Version 2 is published")
    assert CharterVersion.objects.get(version=2).approved_by == second()


def test_a_charter_takes_in_no_more_cases_and_takes_them_in_again(studio: Visit) -> None:
    """What is open goes on; mail to it is refused at the door (tests of intake)."""
    page = studio.post(f"{URL}ours/serve/", live="off")
    assert page.says("It takes in no new cases any more.", "those that are open go on under it")
    assert live_charters(now()) == ()
    assert studio.fill(f"{URL}ours/", "/serve/").says("Its channels take in new cases.")
    assert [one.name for one in live_charters(now())] == ["ours"]


def test_declining_without_a_reason_is_refused_and_with_one_is_read(studio: Visit) -> None:
    granted(want_second_person(name="ours", by=admin(), at=now()))
    written()
    studio.fill(f"{URL}ours/publish/", "publish/")
    theirs = other(studio, second())
    assert theirs.post(f"{URL}ours/decide/", act="decline", reason="").says("Say why")
    theirs.post(f"{URL}ours/decide/", act="decline", reason=HOSTILE)
    page = theirs.get(f"{URL}ours/")
    assert page.says("declined: &lt;script&gt;")
    assert CharterProposal.objects.get().outcome == "declined"


def test_one_press_returns_to_a_former_version(studio: Visit) -> None:
    written()
    studio.fill(f"{URL}ours/publish/", "publish/")
    page = studio.fill(f"{URL}ours/", "return/1/")
    assert page.says("Version 3 is published")
    row = CharterVersion.objects.get(version=3)
    assert row.text == TEXT.replace("version: 1", "version: 3")


def test_the_history_tells_who_wrote_what(studio: Visit) -> None:
    written()
    page = studio.get(f"{URL}ours/")
    assert page.says("Ragna Root", "saved the draft", "published the draft", "What changed")


def test_a_draft_given_up_stays_readable(studio: Visit) -> None:
    draft = written()
    page = studio.fill(f"{URL}ours/write/", "drop/")
    assert page.says("gave the draft up")
    assert studio.get(f"{URL}ours/text/e{draft.edition}/").says("response: 30m")


def test_a_file_in_utf_16_is_a_start_and_one_in_latin_1_gets_its_sentence(visit: Visit) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    visit.as_(admin())
    files = {"file": SimpleUploadedFile("ours.yaml", TEXT.encode("utf-16"))}
    assert visit.post(URL, name="ours", start="blank", **files).says("charter: ours")
    files = {"file": SimpleUploadedFile("hers.yaml", "a: 1\nb: \xe5\n".encode("latin-1"))}
    page = visit.post(URL, name="hers", start="blank", **files)
    assert page.status == 422
    assert page.says("is not UTF-8 text (line 2)")


READ = ("", "ours/", "ours/text/v1/", "ours/diff/", "ours/publish/", "ours/write/")
WRITE = (
    "", "ours/write/", "ours/begin/", "ours/drop/", "ours/publish/", "ours/decide/",
    "ours/return/1/", "ours/second/", "ours/serve/",
)  # fmt: skip


@pytest.mark.parametrize("address", READ)
def test_people_of_the_desk_read_and_see_why_they_may_not_write(
    studio: Visit, address: str
) -> None:
    written()
    page = other(studio, ada()).get(URL + address)
    assert page.status == 200
    assert page.says("Only an administrator may write and publish charters.")
    assert not page.says("Save the draft")


@pytest.mark.parametrize("address", WRITE)
def test_only_administrators_change_anything(studio: Visit, address: str) -> None:
    draft = written()
    before = (CharterVersion.objects.count(), CharterDraft.objects.get().text)
    data = {"text": "x", "seen": str(draft.edition), "name": "new", "start": "blank", "want": "on"}
    assert other(studio, ada()).post(URL + address, **data).status == 403
    assert (CharterVersion.objects.count(), CharterDraft.objects.get().text) == before


def test_the_list_asks_the_database_a_bounded_number_of_times(studio: Visit) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    charter("roxen")
    written()
    counts = {}
    for address in ("", "ours/", "ours/write/", "ours/publish/", "ours/diff/"):
        studio.get(URL + address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            studio.get(URL + address)
        counts[address] = len(asked)
    assert all(count <= 24 for count in counts.values()), counts
