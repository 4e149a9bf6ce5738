"""What trackers say reaches who has the case, wherever the case went on."""

import pytest

from charterdesk.cases.commands import set_owner
from charterdesk.cases.models import CaseEvent
from charterdesk.kit.wallclock import now
from charterdesk.watching.queries import news_of
from charterdesk.watching.spreading import spread_news
from tests.apps.cast import ada
from tests.apps.trackers.answering import Script
from tests.apps.trackers.desk import HOUR, raised, worked
from tests.apps.trackers.github import ISSUES, comments, issue
from tests.faces.desk_scene import case_of

pytestmark = pytest.mark.django_db


def test_what_a_tracker_says_is_nobodys_act_and_news_to_the_owner(script: Script) -> None:
    """Who owns the case has not read what a developer writes, and has not closed the bug."""
    case = case_of("terrasoft")
    set_owner(case=case, to=ada(), by=ada(), at=now())
    raised(case)
    spread_news(case.pk, now())
    closed = issue(state="closed", comments=1, updated_at="2")
    script.answers = {**script.answers, **comments("Mended."), f"GET {ISSUES}/7": closed}
    worked(HOUR)
    acts = CaseEvent.objects.filter(case=case, kind__in=("bug_closed", "note_added"))
    assert set(acts.values_list("kind", "by")) == {("bug_closed", ""), ("note_added", "")}
    spread_news(case.pk, now() + HOUR)
    assert [one.case for one in news_of(ada())] == [case]
