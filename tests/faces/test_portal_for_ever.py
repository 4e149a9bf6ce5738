"""A customer's history stays: what ended long ago is there to be read, found and followed."""

from datetime import timedelta

import pytest

from charterdesk.cases.commands import hand_back
from charterdesk.kit.wallclock import now
from tests.apps.cast import ada, cleo
from tests.faces.guests import client_of
from tests.faces.portal_scene import case_under

pytestmark = pytest.mark.django_db


def test_a_case_of_ten_years_ago_is_still_there_with_all_that_was_said() -> None:
    """R-HFN-7."""
    case = case_under("handsfree", channel="mail", days_ago=3650)
    at = now() - timedelta(days=3649)
    hand_back(case=case, reason="the horn is no part of it", by=ada(), at=at)
    client = client_of(cleo())
    assert case.number in client.get("/cases/?state=ended").content.decode()
    page = client.get(f"/cases/{case.number}/").content.decode()
    for words in ("It is slow.", "the horn is no part of it", "Handed back to you"):
        assert words in page, words
