"""A contact of long ago is kept whole, and the head confirms or refuses it (R-TER-3)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.models import Case
from charterdesk.cases.queries import state_of
from charterdesk.charges.models import Item
from charterdesk.intake.late import confirm_late, late_for
from charterdesk.intake.models import LateContact
from charterdesk.kit.wallclock import now
from charterdesk.notifications.models import Notice
from charterdesk.oncall.models import RoleAssignment
from tests.apps.cast import CLEO_ADDRESS, ada, admin, ben, cleo
from tests.faces.portal_scene import contract, served
from tests.faces.visiting import Answer, Visit

pytestmark = pytest.mark.django_db

CALL = {
    "subject": "The key is gone", "body": "He asked in the corridor.", "channel": "meeting",
    "row": "question", "answered": "yes", "contact": CLEO_ADDRESS, "length": "7",
}  # fmt: skip


def long_ago(hours: int = 30) -> str:
    """As Ada's wall shows it."""
    return f"{(now() - timedelta(hours=hours)).astimezone(ZoneInfo(ada().zone)):%Y-%m-%dT%H:%M}"


def written(visit: Visit, **more: str) -> Answer:
    """Ada writes it down; she is no head."""
    served("terrasoft")
    RoleAssignment.objects.filter(person=ada(), role="head").delete()
    contract("paid", "terrasoft", "gold")
    page = visit.as_(ada()).get("/desk/new/").form.to("/desk/new/")
    given = {**page.values, **CALL, "contacted_at": long_ago(), **more}
    return visit.post(page.action, **given)


def kept(visit: Visit) -> LateContact:
    """She keeps it for the head."""
    written(visit, ask_head="yes")
    return LateContact.objects.get()


def test_it_is_refused_with_everything_kept_and_the_head_can_be_asked(visit: Visit) -> None:
    page = written(visit)
    assert page.status == 422
    assert page.says("the head has to confirm it", "Keep it and ask the head", "in the corridor")
    assert not LateContact.objects.exists()
    assert not Case.objects.exists()


def test_it_is_kept_once_and_the_head_is_told(visit: Visit) -> None:
    form = written(visit).form.to("/desk/new/")
    for _press in range(2):
        page = visit.post(form.action, **form.values, ask_head="yes")
        assert page.says("It is kept; the head is asked to confirm it.", "waits for the head")
    late = LateContact.objects.get()
    notice = Notice.objects.get(scope=f"late/{late.pk}")
    assert notice.person == ben()
    assert f"/desk/late/{late.pk}/" in notice.words["body"]
    assert not Case.objects.exists()


def test_the_head_confirms_and_it_is_a_case_from_the_contact_on(visit: Visit) -> None:
    late = kept(visit)
    visit.as_(ben())
    assert visit.get("/desk/held/").says("The key is gone", f"/desk/late/{late.pk}/")
    visit.fill(f"/desk/late/{late.pk}/", "/late/", answer="confirm")
    case = Case.objects.get()
    assert (case.opened_at, case.contact) == (late.contact_at, cleo())
    opening = state_of(case).state.opening
    assert opening is not None
    assert (opening.by, opening.confirmed_by, opening.answered) == ("ada", "ben", True)
    assert Item.objects.get().person == ada()
    assert visit.get(f"/desk/c/{case.number}/").says("late, as Ben Dahl confirmed")
    assert Notice.objects.filter(person=ada(), about="late contact").count() == 1
    assert not visit.get("/desk/held/").says("The key is gone")


def test_a_refusal_needs_a_word_and_whoever_wrote_it_reads_it(visit: Visit) -> None:
    late = kept(visit)
    visit.as_(ben())
    url = f"/desk/late/{late.pk}/"
    assert visit.fill(url, "/late/", answer="refuse").says("Say why")
    visit.fill(url, "/late/", answer="refuse", words="It was last month.")
    assert not Case.objects.exists()
    assert visit.as_(ada()).get(url).says("It was last month.", "refused")
    again = visit.as_(ben()).post(url, answer="confirm")
    assert again.says("It is decided already.")


def test_nobody_but_the_head_decides_and_a_stranger_to_it_sees_nothing(visit: Visit) -> None:
    late = kept(visit)
    url = f"/desk/late/{late.pk}/"
    own = visit.as_(ada()).get(url)
    assert own.says("The head of this charter decides.")
    assert visit.post(url, answer="confirm").says("Only the head of this charter")
    assert visit.as_(admin()).get(url).status == 200
    assert visit.as_(Person.objects.create(username="carl", name="Carl")).get(url).status == 404
    refused = confirm_late(late, by=ada(), at=now())
    assert isinstance(refused, Refusal)
    assert late_for(ada(), late.pk, now()) is not None
    assert not Case.objects.exists()


def test_within_the_limit_nobody_is_asked(visit: Visit) -> None:
    written(visit, contacted_at=long_ago(20), ask_head="yes")
    assert Case.objects.count() == 1
    assert not LateContact.objects.exists()
