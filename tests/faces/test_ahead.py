"""The promise before a case is opened by hand: by the engine, of the very form, written nowhere."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.customers.commands import add_contact, add_contract
from charterdesk.kit.wallclock import now
from charterdesk.look.moments import moment_words
from charterdesk.notifications.models import Notice
from charterdesk.visit import asking
from tests.apps.cast import CLEO_ADDRESS, ada, organisation
from tests.faces.desk_scene import ago, staffed
from tests.faces.test_new import opened, wall
from tests.faces.visiting import Answer, Visit

pytestmark = pytest.mark.django_db


def previewed(visit: Visit, **data: str) -> Answer:
    """The form as far as it is filled in, and Preview pressed."""
    return visit.fill("/desk/new/", "/desk/new/", preview="yes", **data)


def ahead_in(page: Answer) -> str:
    """What stands in the preview."""
    return page.text.partition('id="ahead"')[2].partition("</section>")[0]


def in_words(at: datetime) -> str:
    """The moment as Ada reads it."""
    return moment_words(at, now(), ZoneInfo(ada().zone))


def test_nothing_is_written_and_everything_typed_stays(visit: Visit) -> None:
    staffed("roxen")
    page = previewed(
        visit, contact=CLEO_ADDRESS, subject="No dial", body="She hears nothing.", answered="no"
    )
    assert page.status == 200
    assert page.says("She hears nothing.", 'value="No dial"', f'value="{CLEO_ADDRESS}"')
    assert "Response by" in ahead_in(page)
    written = (Case, CaseEvent, Message, Notice)
    assert [model.objects.count() for model in written] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("charter", "data"),
    [
        ("roxen", {"priority": "critical", "channel": "voicemail", "answered": "no"}),
        ("roxen", {"priority": "normal", "channel": "phone", "answered": "no"}),
        ("roxen", {"priority": "critical", "channel": "phone", "answered": "yes"}),
        ("bicom", {"channel": "emergency", "answered": "no"}),
    ],
)
def test_what_is_previewed_is_what_is_promised(
    visit: Visit, charter: str, data: dict[str, str]
) -> None:
    staffed(charter)
    data = {**data, "contact": CLEO_ADDRESS, "contacted_at": wall(9)}
    said = ahead_in(previewed(visit, **data))
    opened(visit, **data)
    case = Case.objects.get()
    assert case.next_due_at is not None
    assert in_words(case.next_due_at) in said
    assert f"Priority {case.priority}" in said


def test_it_needs_neither_subject_nor_contact_and_says_so(visit: Visit) -> None:
    staffed("bicom")
    page = previewed(visit, channel="emergency", answered="no")
    assert page.status == 200
    said = ahead_in(page)
    assert "Who asks is not written yet" in said
    assert "Response by" in said
    assert page.text.count(" required") >= 3


def test_somebody_who_may_not_ask_is_promised_nothing(visit: Visit) -> None:
    staffed("bicom")
    said = ahead_in(previewed(visit, contact="a passer-by", channel="chat"))
    assert "Only registered people may ask" in said
    assert "Response" not in said


def test_what_is_wrong_is_said_by_the_form_and_nothing_is_promised(visit: Visit) -> None:
    staffed("roxen")
    page = previewed(visit, contacted_at="2100-01-01T10:00", priority="critical")
    assert page.status == 200
    assert page.says('aria-invalid="true"')
    assert "That lies in the future" in ahead_in(page)
    assert "Response by" not in ahead_in(page)


def test_several_who_fit_lead_to_a_field_that_the_page_beside_the_preview_has(visit: Visit) -> None:
    staffed("roxen")
    granted(
        add_contact(
            name="Clara Lind", address="clara@customer.example", organisation=organisation(),
            by=DESK, at=now(),
        )
    )  # fmt: skip
    page = visit.get("/desk/new/")
    visit.client.defaults["HTTP_X_REQUESTED_WITH"] = "fetch"
    said = ahead_in(previewed(visit, contact="Lind"))
    assert "Several fit: choose one." in said
    leads_to = re.findall(r'href="#([^"]+)"', said)
    assert leads_to
    assert all(f'id="{one}"' in page.text for one in leads_to)


def test_where_nothing_is_promised_it_says_what_the_desk_aims_at(visit: Visit) -> None:
    staffed("terrasoft")
    said = ahead_in(previewed(visit, contact=CLEO_ADDRESS, row="stopped", answered="no"))
    assert "No time is promised for this; we aim at: Response by" in said


def test_a_matrix_that_is_not_filled_in_is_said_to_want_words(visit: Visit) -> None:
    staffed("handsfree")
    said = ahead_in(previewed(visit, contact=CLEO_ADDRESS))
    assert "The matrix has no cell for what was given" in said
    page = previewed(visit, contact=CLEO_ADDRESS, row="high", column="high", answered="no")
    assert "Priority critical" in ahead_in(page)


def test_a_contact_too_long_ago_is_refused_before_anything_is_sent(visit: Visit) -> None:
    staffed("roxen")
    page = previewed(visit, contact=CLEO_ADDRESS, contacted_at=wall(60 * 30))
    assert "The contact is more than 24 h ago" in ahead_in(page)


def test_it_says_who_is_called_and_by_which_line(visit: Visit) -> None:
    staffed("roxen")
    said = ahead_in(previewed(visit, priority="critical", channel="voicemail", answered="no"))
    called = said.partition("If nobody does anything")[2]
    missed = next(line for line in called.split("<li>") if "as a promise is missed" in line)
    assert "support-manager)" in missed
    assert "Charter roxen, version" in missed


def test_another_charter_is_asked_its_own_questions_first(visit: Visit) -> None:
    staffed("handsfree"), staffed("roxen")
    chosen = {"charter": "roxen", "asked_as": "handsfree", "subject": "No dial"}
    page = previewed(visit, **chosen)
    assert page.says("the channels and priorities of the other charter", 'value="No dial"')
    assert "press Preview" not in ahead_in(page)
    visit.client.defaults["HTTP_X_REQUESTED_WITH"] = "fetch"
    assert "press Preview" in ahead_in(previewed(visit, **chosen))


def test_a_ladder_is_looked_ahead_with_a_bounded_number_of_questions(
    visit: Visit,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Duty is read by months: at the end of one the ladder may lead into the next.
    middle = (now().replace(day=1) + timedelta(days=45)).replace(day=15)
    monkeypatch.setattr(asking, "now", lambda: middle)
    staffed("voxeo")
    granted(
        add_contract(
            organisation=organisation(), charter="voxeo", name="production", number="V-1",
            valid_since=(now() - ago(60 * 24 * 9)).date(), by=DESK, at=now(),
        )
    )  # fmt: skip
    form = visit.get("/desk/new/").form.to("/desk/new/").values
    data = {**form, "contact": CLEO_ADDRESS, "priority": "critical", "preview": "yes"}
    with django_assert_max_num_queries(26):
        page = visit.post("/desk/new/", **data)
    assert "step management of the ladder" in ahead_in(page)
