"""Labels that several people make and put on at once: each is there once."""

import pytest

from charterdesk.cases.commands import drop_label, make_label, put_label
from charterdesk.cases.models import CaseLabel, Label
from tests.apps.cases.desk_work import minutes, opened
from tests.apps.cast import ada, admin
from tests.trust.test_side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_label_that_six_make_and_put_on_at_once_is_on_the_case_once() -> None:
    case, by = opened(), ada()

    def make_and_put() -> None:
        label = make_label(name="VIP", mark="circle", by=by, at=minutes(1))
        put_label(label=label, cases=[case], by=by, at=minutes(1))

    at_once(*([make_and_put] * 6))
    assert Label.objects.count() == CaseLabel.objects.count() == 1


def test_a_label_that_is_dropped_while_it_is_put_on_is_on_no_case() -> None:
    case, by, boss = opened(), ada(), admin()
    label = make_label(name="VIP", mark="circle", by=by, at=minutes(1))
    at_once(
        lambda: put_label(label=label, cases=[case], by=by, at=minutes(1)),
        lambda: drop_label(label=label, by=boss),
    )
    assert not Label.objects.exists()
    assert not CaseLabel.objects.exists()
